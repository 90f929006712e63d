package io.sendense.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The program in a process of its own, with the memory its launcher gives it, to be watched and
/// ended in any way.
final class CommandProcess implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final Process process;
    private final Path out;
    private final Path err;

    private CommandProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    static CommandProcess start(List<String> arguments) throws IOException {
        return start(List.of(), arguments);
    }

    /// Runs it by another program.
    ///
    /// @param before that program and its arguments
    static CommandProcess start(List<String> before, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(program(arguments));
        return launch(command);
    }

    /// Runs it at a terminal of its own, which shows stdout and stderr: both are `out` here. Ends
    /// as it does.
    ///
    /// @param script the program of that name
    /// @param redirection as a shell reads it, for instance of stderr into a file
    static CommandProcess atTerminal(Path script, List<String> arguments, String redirection)
            throws IOException {
        String line =
                program(arguments).stream()
                        .map(word -> "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
        return launch(
                List.of(
                        script.toString(),
                        "-q",
                        "-e",
                        "-f",
                        "-c",
                        "exec " + line + " " + redirection,
                        "/dev/null"));
    }

    private static List<String> program(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.addAll(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx320m",
                        "-XX:MaxDirectMemorySize=192m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName()));
        command.addAll(arguments);
        return command;
    }

    private static CommandProcess launch(List<String> command) throws IOException {
        Path out = Files.createTempFile("sendense-test-", ".out");
        Path err = Files.createTempFile("sendense-test-", ".err");
        Process process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        return new CommandProcess(process, out, err);
    }

    String out() throws IOException {
        return Files.readString(out);
    }

    String err() throws IOException {
        return Files.readString(err);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Waits until it has printed something on stdout.
    void awaitOut(String text) throws IOException, InterruptedException {
        await(out, text);
    }

    /// Waits until it has printed something on stderr.
    void awaitErr(String text) throws IOException, InterruptedException {
        await(err, text);
    }

    private void await(Path stream, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!Files.readString(stream).contains(text)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(
                        "never printed '%s'; alive: %s; stdout:%n%s%nstderr:%n%s"
                                .formatted(text, process.isAlive(), out(), err()));
            }
            Thread.sleep(20);
        }
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    int exit() throws InterruptedException {
        return exitWithin(LIMIT);
    }

    int exitWithin(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("process " + process.pid() + " does not end");
        }
        return process.exitValue();
    }

    /// Types at its terminal.
    void type(String keys) throws IOException {
        process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// `kill -9`, and waits until it is gone.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Ctrl+C; or `kill` where whoever started the tests had interrupts ignored, as a shell does
    /// for what it runs in the background, because no child ever sees one then.
    ///
    /// @return the exit code of a process that ends by it
    int interrupt() throws IOException, InterruptedException {
        boolean ignored = interruptsAreIgnored();
        new ProcessBuilder("kill", ignored ? "-TERM" : "-INT", Long.toString(process.pid()))
                .start()
                .waitFor();
        return ignored ? 143 : 130;
    }

    /// Whether interrupts do not reach it, as whoever started the tests wanted.
    boolean interruptsAreIgnored() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.exists(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }

    /// `kill`.
    void terminate() {
        process.destroy();
    }

    long pid() {
        return process.pid();
    }

    /// The most memory it ever had resident, in bytes; absent when it has ended, or where the
    /// system does not tell.
    Optional<Long> peakResidentBytes() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Optional.empty();
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        Files.deleteIfExists(out);
        Files.deleteIfExists(err);
    }
}
