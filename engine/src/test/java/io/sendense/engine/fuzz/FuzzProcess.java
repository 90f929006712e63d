package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Jazzer in a process of its own, with little memory, on one target. Confined to one thread.
///
/// What it makes lies in `target/fuzz/TARGET`: `found`, inputs that led somewhere new and are where
/// the next run begins; `log`; `finding-*`, the input of a finding.
final class FuzzProcess {
    private static final int HEAP_MEBIBYTES = 256;
    private static final int PROCESS_MEBIBYTES = 1024;

    /// By the clock, so far more than `Effort` grants: it is for what waits without working.
    private static final Duration PER_INPUT = Duration.ofMinutes(2);

    private static final Duration BEYOND = Duration.ofMinutes(2);
    private static final int SHOWN_CHARACTERS = 6000;

    private final FuzzTarget target;
    private final Path folder;

    FuzzProcess(FuzzTarget target) {
        this.target = target;
        this.folder = Path.of("target", "fuzz", target.text());
    }

    /// Fuzzes for a while.
    ///
    /// @return what Jazzer said last
    /// @throws AssertionError there is a finding
    String run(long seconds, int seed) throws Exception {
        return start(
                Duration.ofSeconds(seconds).plus(PER_INPUT).plus(BEYOND),
                "-max_total_time=" + seconds,
                "-seed=" + seed,
                found().toString(),
                Corpus.folder(target).toString());
    }

    private Path found() throws IOException {
        return Files.createDirectories(folder.resolve("found"));
    }

    private String start(Duration patience, String... arguments) throws Exception {
        Path scratch = Files.createTempDirectory(quickest(), "fuzz-" + target.text());
        try {
            return start(patience, scratch, arguments);
        } finally {
            clear(scratch);
        }
    }

    /// Where a sync costs nothing: targets write thousands of files a second.
    private static Path quickest() {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory) ? memory : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private String start(Duration patience, Path scratch, String... arguments) throws Exception {
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(command(scratch, arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        boolean ended = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
        String said = Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
        String end = said.substring(Math.max(0, said.length() - SHOWN_CHARACTERS));
        assertThat(ended).as("%s ended within %s: %s", target.text(), patience, end).isTrue();
        if (process.exitValue() != 0) {
            throw new AssertionError(
                    """
                    %s: a finding, or Jazzer does not run (exit %d); all of it is in %s
                    %s                    To see it again, copy the input to %s and run CorpusTest.
                    %s\
                    """
                            .formatted(
                                    target.text(),
                                    process.exitValue(),
                                    log.toAbsolutePath(),
                                    findings(),
                                    Corpus.folder(target),
                                    end));
        }
        return said;
    }

    private List<String> command(Path scratch, String... arguments) {
        List<String> command = new ArrayList<>();
        // A process begins with the peak memory of the one it was forked from, and this one may be
        // large; a shell's is small. The limit is on the peak.
        command.addAll(List.of("sh", "-c", "\"$@\"; exit $?", "fuzz"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx" + HEAP_MEBIBYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+EnableDynamicAgentLoading",
                        "-XX:-OmitStackTraceInFastThrow",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty(
                                "surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + OneInput.class.getName(),
                        "--target_args=" + target.text() + " " + scratch,
                        "--instrumentation_includes=io.sendense.engine.**",
                        "--instrumentation_excludes=io.sendense.engine.fuzz.**",
                        "--custom_hook_includes=io.sendense.engine.**",
                        "--reproducer_path=" + folder,
                        "-artifact_prefix=" + folder + "/finding-",
                        "-timeout=" + PER_INPUT.toSeconds(),
                        "-rss_limit_mb=" + PROCESS_MEBIBYTES,
                        "-print_final_stats=1"));
        command.addAll(List.of(arguments));
        return command;
    }

    /// Where each input is, and its bytes: a machine that tests may be gone when somebody looks.
    private String findings() throws IOException {
        StringBuilder text = new StringBuilder();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "finding-*")) {
            for (Path file : files) {
                text.append(file.toAbsolutePath()).append("  base64 ");
                text.append(Base64.getEncoder().encodeToString(Files.readAllBytes(file)));
                text.append('\n');
            }
        }
        return text.toString();
    }

    private static void clear(Path scratch) throws IOException {
        try (Stream<Path> files = Files.walk(scratch)) {
            files.sorted(Comparator.reverseOrder()).forEach(FuzzProcess::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
