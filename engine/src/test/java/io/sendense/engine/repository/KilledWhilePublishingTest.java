package io.sendense.engine.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.repository.verify.VerifyReport;
import io.sendense.engine.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Whenever a process is killed, there is no point or the whole point.
class KilledWhilePublishingTest {
    /// System calls that change a file system, as far as the child uses them.
    private static final String CALLS =
            "pwrite64,ftruncate,fsync,fdatasync,rename,unlink,mkdir,rmdir";

    @RegisterExtension final SoundRepository sound = new SoundRepository();

    private final List<String> published = new ArrayList<>();

    private ChildProcess child(List<String> prefix, long seed, int points) throws Exception {
        return ChildProcess.start(
                prefix,
                EndlessBackups.class,
                sound.root().toString(),
                Long.toString(seed),
                Integer.toString(points));
    }

    @Test
    void atRandomMomentsOfManyBackups() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            try (ChildProcess child = child(List.of(), random.nextLong(), Integer.MAX_VALUE)) {
                assertThat(child.line()).isEqualTo("ready");
                if (round % 3 > 0) {
                    published.add(Objects.requireNonNull(child.line()));
                }
                Thread.sleep(random.nextInt(100));
                published.addAll(child.kill());
            }
            checkAndClean();
        }
        assertThat(sound.get().points()).isNotEmpty();
        everyPointIsSound();
    }

    /// Every call of the child's main thread that makes, renames or removes something is answered
    /// with SIGKILL once, and every few of those that write and flush.
    @Test
    @Tag("peers")
    void atTheSystemCallsOfOneBackup() throws Exception {
        String strace = Peers.require("strace").toString();
        // With the VM's folder there already, all children make the same calls.
        new GuestVm().backupEmpty(sound.get());
        Map<String, Integer> calls = countCalls(strace);
        assertThat(calls).containsKeys("rename", "fsync", "pwrite64", "mkdir", "unlink");
        int moments = 0;
        for (Map.Entry<String, Integer> call : calls.entrySet()) {
            int step = call.getKey().matches("pwrite64|f.*") ? Math.max(1, call.getValue() / 6) : 1;
            for (int n = 1; n <= call.getValue(); n += step) {
                killedAt(strace, call.getKey(), n);
                moments++;
            }
        }
        System.out.println("killed at " + moments + " moments of " + calls);
        everyPointIsSound();
    }

    private void killedAt(String strace, String call, int n) throws Exception {
        List<String> prefix = new ArrayList<>(strace(strace, "/dev/null"));
        prefix.addAll(List.of("-e", "inject=" + call + ":signal=SIGKILL:when=" + n));
        try (ChildProcess child = child(prefix, n, 1)) {
            published.addAll(ids(child));
            assertThat(child.exitCode()).as("%s, call %d", call, n).isNotZero();
        }
        checkAndClean();
    }

    private static List<String> strace(String strace, String log) {
        return List.of(strace, "-f", "-qq", "-o", log, "-e", "trace=" + CALLS);
    }

    /// How often the child's main thread makes each call in one whole backup.
    private Map<String, Integer> countCalls(String strace) throws Exception {
        Path log = Files.createTempFile("strace", ".log");
        try (ChildProcess child = child(strace(strace, log.toString()), 1, 1)) {
            published.addAll(ids(child));
            if (child.exitCode() != 0) {
                return Peers.<Map<String, Integer>>missing("strace may not trace here");
            }
            List<String> lines = Files.readAllLines(log);
            String thread =
                    lines.stream()
                            .filter(line -> line.contains("point.json"))
                            .findFirst()
                            .orElseThrow()
                            .split(" ")[0];
            Map<String, Integer> counts = new TreeMap<>();
            lines.stream()
                    .filter(line -> line.startsWith(thread + " ") && line.contains("("))
                    .forEach(line ->
                            counts.merge(
                                    line.replaceAll("^\\d+ +(\\w+)\\(.*", "$1"), 1, Integer::sum));
            return counts;
        } finally {
            Files.delete(log);
        }
    }

    /// Reads to the end, leaving out the line that says the child is there.
    private static List<String> ids(ChildProcess child) throws Exception {
        List<String> ids = new ArrayList<>();
        for (String line = child.line(); line != null; line = child.line()) {
            if (!line.equals("ready")) {
                ids.add(line);
            }
        }
        return ids;
    }

    /// What was reported as published is there; nothing is unreadable; what is unfinished can be
    /// swept.
    private void checkAndClean() throws Exception {
        assertThat(sound.get().scan().unreadable()).isEmpty();
        assertThat(sound.get().points())
                .extracting(point -> point.id().value())
                .containsAll(published);
        List<Path> drafts = sound.get().listDrafts();
        assertThat(sound.get().sweepDrafts(_ -> false)).isEqualTo(drafts);
        try (Stream<Path> all = Files.walk(sound.root())) {
            assertThat(all.map(path -> path.getFileName().toString()))
                    .noneMatch(name -> name.startsWith(".") || name.endsWith(".tmp"));
        }
    }

    private void everyPointIsSound() throws Exception {
        List<RestorePoint> points = sound.get().points();
        for (VerifyReport report : new PointVerifier(2).verifyAll(points, Progress.NONE)) {
            assertThat(report.findings()).isEmpty();
        }
    }
}
