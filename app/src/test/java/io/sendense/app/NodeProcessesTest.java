package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Backups through a node in processes of their own: what arrives, and what each fault leaves.
///
/// Each fault comes at moments that a printed seed chooses, `-Dsendense.node.faults=N` times.
@Tag("peers")
@Timeout(1200)
class NodeProcessesTest {
    private static final int TIMES = Integer.getInteger("sendense.node.faults", 1);
    private static final String VM = "pgtest1";

    @TempDir private Path folder;
    private LabVCenter lab;
    private Commands commands;
    private Commands observer;
    private NodeSite site;
    private final long seed = Long.getLong("sendense.node.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @BeforeEach
    void startAll() throws Exception {
        System.out.println("seed " + seed);
        lab =
                LabVCenter.start(
                        LabOptions.standard(Clock.systemUTC())
                                .withGuestSteps(20)
                                .withKeepFrozen(folder.resolve("frozen")));
        commands = new Commands(folder.resolve("home"));
        // Has a home of its own, so that it clears nothing up that it is to see.
        observer = new Commands(folder.resolve("observer"));
        commands.add(lab);
        observer.add(lab);
        site = new NodeSite(folder.resolve("site"));
        site.addTo(commands);
    }

    @AfterEach
    void stopAll() throws Exception {
        site.close();
        lab.close();
    }

    @Test
    void aFullBackupAndAnIncrementalOneEqualTheFrozenDisks() throws Exception {
        ran("node", "test", "edge1");
        for (String mode : List.of("FULL", "INCREMENTAL")) {
            Commands.Ran backup = ran("backup", "--vcenter", "lab", "--via", "edge1", VM, "--json");
            JsonNode run = backup.json().path("run");
            assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
            assertThat(run.path("node").asString()).isEqualTo("edge1");
            assertThat(run.path("disks").size()).isEqualTo(2);
            for (JsonNode disk : run.path("disks")) {
                assertThat(disk.path("mode").asString()).isEqualTo(mode);
                assertThat(disk.path("export").asString())
                        .startsWith("nbd://127.0.0.1:101")
                        .contains("/run-");
                assertEqualsFrozen(run.path("point").asString(), disk.path("key").asInt());
            }
        }
        ran("verify", "--all");
        assertNothingIsLeft();
    }

    private void assertEqualsFrozen(String point, int key) throws Exception {
        Path layer;
        try (Stream<Path> files = Files.walk(folder.resolve("home/repository"))) {
            layer =
                    files.filter(file ->
                                    file.getFileName().toString().equals("disk-" + key + ".qcow2"))
                            .filter(file -> file.getParent().toString().endsWith(point))
                            .findFirst()
                            .orElseThrow();
        }
        Path frozen;
        try (Stream<Path> kept = Files.list(folder.resolve("frozen").resolve(VM))) {
            frozen =
                    kept.max(Comparator.comparing(NodeProcessesTest::changed))
                            .orElseThrow()
                            .resolve("disk-" + key + ".raw");
        }
        Process compare =
                new ProcessBuilder(
                                Peers.require("qemu-img").toString(),
                                "compare",
                                "-f",
                                "qcow2",
                                "-F",
                                "raw",
                                layer.toString(),
                                frozen.toString())
                        .redirectErrorStream(true)
                        .start();
        String said = new String(compare.getInputStream().readAllBytes());
        assertThat(compare.waitFor()).as(said).isZero();
        assertThat(said).contains("Images are identical");
    }

    private static long changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void ofAKilledNodeNothingIsLeft() throws Exception {
        slowDown();
        for (int i = 0; i < TIMES; i++) {
            try (CommandProcess backup = startBackup()) {
                site.node().kill();
                assertFails(backup, Duration.ofSeconds(90));
            }
            site.restartNode();
            assertNothingIsLeft();
        }
        assertWorksAgain();
    }

    @Test
    void ofAKilledSshServerNothingIsLeft() throws Exception {
        slowDown();
        for (int i = 0; i < TIMES; i++) {
            try (CommandProcess backup = startBackup()) {
                site.sshd.kill();
                assertFails(backup, Duration.ofSeconds(90));
            }
            site.sshd.start();
            assertNothingIsLeft();
        }
        assertWorksAgain();
    }

    @Test
    void aNetworkThatIsCutForHalfAMinuteIsWaitedFor() throws Exception {
        slowDown();
        for (int i = 0; i < TIMES; i++) {
            try (CommandProcess backup = startBackup()) {
                awaitBothMoving();
                site.network.hold(true);
                Thread.sleep(Duration.ofSeconds(30));
                site.network.hold(false);
                assertThat(backup.exitWithin(Duration.ofSeconds(90)))
                        .as(backup.out() + backup.err())
                        .isZero();
            }
            assertNothingIsLeft();
        }
        ran("verify", "--all");
    }

    @Test
    void ofAKilledConsoleNothingIsLeftAfterTheNextStart() throws Exception {
        slowDown();
        for (int i = 0; i < TIMES; i++) {
            try (CommandProcess backup = startBackup()) {
                backup.kill();
            }
            ran("runs");
            assertThat(lastRun().path("state").asString()).isEqualTo("FAILED");
            assertNothingIsLeft();
        }
        assertWorksAgain();
    }

    private void slowDown() {
        lab.faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(100)))
                                .always());
    }

    /// Starts one, in full, and waits until some moment in its middle.
    private CommandProcess startBackup() throws Exception {
        CommandProcess backup =
                commands.start(
                        "backup", "--vcenter", "lab", "--full", "--via", "edge1", VM, "--json");
        backup.awaitOut("\"TRANSFERRING\"");
        Thread.sleep(random.nextInt(2000));
        return backup;
    }

    /// A cut while the SSH server is asked for a port fails that disk after 10 s.
    private void awaitBothMoving() throws Exception {
        while (true) {
            JsonNode disks = lastRun().path("disks");
            boolean all =
                    disks.size() == 2
                            && disks.valueStream()
                                    .allMatch(disk -> disk.path("writtenBytes").asLong() > 0);
            if (all) {
                return;
            }
            Thread.sleep(50);
        }
    }

    /// What it failed of is told; the run may be over by itself already.
    private void assertFails(CommandProcess backup, Duration limit) throws Exception {
        int code = backup.exitWithin(limit);
        JsonNode run = lastRun();
        if (code == 0) {
            assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
            return;
        }
        assertThat(run.path("state").asString()).as(backup.out()).isEqualTo("FAILED");
        assertThat(run.path("problem").path("code").asString())
                .as(run.toString())
                .isIn("NODE-LOST", "DISK-WRITE-FAILED", "DISK-READ-FAILED", "NBD-TARGET-NOT-READY");
    }

    private JsonNode lastRun() {
        return ran("runs", "--json").json().path("runs").path(0);
    }

    private void assertWorksAgain() {
        lab.faults().clear();
        ran("backup", "--vcenter", "lab", "--via", "edge1", VM);
        ran("verify", "--all");
    }

    private Commands.Ran ran(String... arguments) {
        Commands.Ran ran = commands.run(arguments);
        assertThat(ran.code())
                .as(String.join(" ", arguments) + ": " + ran.out() + ran.err())
                .isZero();
        return ran;
    }

    private void assertNothingIsLeft() throws Exception {
        Commands.Ran seen = observer.run("inventory", "--vm", VM, "--json");
        assertThat(seen.code()).as(seen.err()).isZero();
        assertThat(seen.json().path("snapshots").size()).isZero();
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith(".draft-")))
                    .isEmpty();
        }
        assertThat(ran("node", "list", "--json").json().path("nodes").path(0).path("transfers"))
                .isEmpty();
        // A node stops within a minute when nobody asks any more.
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (site.runningJobs() > 0 || !NodeSite.boundPorts().isEmpty()) {
            assertThat(System.nanoTime())
                    .as("%d jobs, ports %s", site.runningJobs(), NodeSite.boundPorts())
                    .isLessThan(deadline);
            Thread.sleep(200);
        }
    }
}
