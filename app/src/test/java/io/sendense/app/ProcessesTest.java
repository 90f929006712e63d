package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Backups in processes of their own: seen and steered from others, interrupted, killed, measured.
@Timeout(240)
class ProcessesTest {
    private static final String TRANSFERRING = "\"TRANSFERRING\"";

    @TempDir private Path folder;
    private LabVCenter lab;
    private Commands commands;
    private Commands observer;

    @BeforeEach
    void startLab() throws IOException {
        lab = LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(20));
        commands = new Commands(folder.resolve("home"));
        // Has a home of its own, so that it clears nothing up that it is to see.
        observer = new Commands(folder.resolve("observer"));
        commands.add(lab);
        observer.add(lab);
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    @Test
    void aBackupIsSeenAndCancelledFromAnotherProcess() throws Exception {
        slowDown();
        try (CommandProcess backup = startBackup("pgtest1")) {
            JsonNode runs = ran("runs", "--json").json().path("runs");
            assertThat(runs.size()).isEqualTo(1);
            assertThat(runs.path(0).path("state").asString()).isEqualTo("RUNNING");
            String id = Long.toString(runs.path(0).path("id").asLong());
            assertThat(ran("run", "show", id, "--json").json().path("run").path("disks").size())
                    .isEqualTo(2);
            assertThat(ran("points", "--json").json().path("points").size()).isZero();
            assertThat(snapshots("pgtest1")).hasSize(1);

            long started = System.nanoTime();
            Commands.Ran cancel = ran("run", "cancel", id, "--json");
            Duration took = Duration.ofNanos(System.nanoTime() - started);
            assertThat(cancel.json().path("run").path("state").asString()).isEqualTo("CANCELLED");
            // The command included; what the engine needs of it, its events tell.
            assertThat(took).isLessThan(Duration.ofSeconds(10));
            JsonNode events = ran("run", "show", id, "--json").json().path("events");
            Duration engine =
                    Duration.between(
                            time(events, "CANCEL_REQUESTED"), time(events, "RUN_CANCELLED"));
            System.out.printf(
                    "from the wish to cancel to the end: %d ms, with the command %d ms%n",
                    engine.toMillis(), took.toMillis());
            assertThat(engine).isBetween(Duration.ZERO, Duration.ofSeconds(2));
            assertThat(backup.exit()).isEqualTo(1);
            assertThat(backup.out()).contains("\"CANCELLED\"");
        }
        assertNothingIsLeft();
    }

    @Test
    void ctrlCEndsABackupInGoodOrder() throws Exception {
        slowDown();
        try (CommandProcess backup = startBackup("pgtest1")) {
            int interrupted = backup.interrupt();
            assertThat(backup.exit()).as(backup.err()).isEqualTo(interrupted);
        }
        assertNothingIsLeft();
        assertThat(lastState()).isEqualTo("CANCELLED");
    }

    @Test
    @Tag("peers")
    void ctrlCAtATerminalWithItsBarsDoesTheSame() throws Exception {
        slowDown();
        try (CommandProcess backup =
                commands.startAtTerminal("", "backup", "--vcenter", "lab", "pgtest1")) {
            backup.awaitOut("MiB (");
            assumeThat(backup.interruptsAreIgnored()).isFalse();
            backup.type("\u0003");
            assertThat(backup.exit()).as(backup.out()).isEqualTo(130);
        }
        assertNothingIsLeft();
        assertThat(lastState()).isEqualTo("CANCELLED");
    }

    @Test
    void ofAKilledEngineNothingIsLeftAfterTheNextStart() throws Exception {
        slowDown();
        try (CommandProcess backup = startBackup("pgtest1")) {
            backup.kill();
        }
        assertThat(snapshots("pgtest1")).hasSize(1);
        assertThat(drafts()).isNotEmpty();

        ran("runs");
        assertNothingIsLeft();
        assertThat(lastState()).isEqualTo("FAILED");
        assertThat(ran("run", "show", "1").err()).contains("RUN-INTERRUPTED");

        lab.faults().clear();
        assertThat(ran("backup", "--vcenter", "lab", "pgtest1").code()).isZero();
        assertThat(ran("verify", "--all").code()).isZero();
    }

    @Test
    void ofAKilledEngineWithoutACatalogNothingIsLeftEither() throws Exception {
        slowDown();
        try (CommandProcess backup = startBackup("pgtest1")) {
            backup.kill();
        }
        lab.faults().clear();
        try (Stream<Path> files = Files.list(folder.resolve("home"))) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("catalog")) {
                    Files.delete(file);
                }
            }
        }
        commands.add(lab);
        ran("runs");
        assertNothingIsLeft();
    }

    @Test
    @Timeout(360)
    void connectionsThatStayCutFailTheRunAndNothingIsLeftOnceTheyAreBack() throws Exception {
        slowDown();
        try (CommandProcess backup = startBackup("pgtest1")) {
            lab.interrupt();
            // The reader waits a minute for a byte, the mover has it try once more, and the removal
            // of the snapshot calls for a minute.
            assertThat(backup.exitWithin(Duration.ofSeconds(240))).isEqualTo(1);
            assertThat(backup.out()).contains("DISK-READ-FAILED", "The connection was refused");
        }
        lab.faults().clear();
        lab.restore();
        assertThat(snapshots("pgtest1")).hasSize(1);
        ran("runs");
        assertNothingIsLeft();
        assertThat(lastState()).isEqualTo("FAILED");
    }

    @Test
    void theOwnerStaysUntilABackupOfAnotherProcessHasEnded() throws Exception {
        slowDown();
        try (CommandProcess first = startBackup("pgtest1");
                CommandProcess second =
                        commands.start("backup", "--vcenter", "lab", "web01", "--json")) {
            second.awaitOut("\"type\":\"progress\"");
            String id = Long.toString(1);
            assertThat(ran("run", "cancel", id).code()).isZero();
            assertThat(second.isAlive()).isTrue();
            assertThat(first.isAlive()).isTrue();
            lab.faults().clear();
            assertThat(second.exit()).as(second.err()).isZero();
            assertThat(first.exit()).isEqualTo(1);
            assertThat(first.err()).contains("Others still use the engine");
        }
        assertThat(ran("points", "--json").json().path("points").size()).isEqualTo(1);
    }

    @Test
    void theEngineStaysBelowHalfAGibibyteOfMemoryForADiskOfAHundred() throws Exception {
        long peak = 0;
        try (CommandProcess backup =
                commands.start("backup", "--vcenter", "lab", "pgtest1", "--json")) {
            while (backup.isAlive()) {
                peak = Math.max(peak, backup.peakResidentBytes().orElse(0L));
                Thread.sleep(20);
            }
            assertThat(backup.exit()).as(backup.err()).isZero();
        }
        System.out.printf("peak resident memory of the engine: %d MiB%n", peak >> 20);
        assertThat(peak).isBetween(50L << 20, 512L << 20);
    }

    /// Makes every read of a disk take long enough to be seen in the middle.
    private void slowDown() {
        lab.faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(500)))
                                .always());
    }

    private CommandProcess startBackup(String vm) throws Exception {
        CommandProcess backup = commands.start("backup", "--vcenter", "lab", vm, "--json");
        backup.awaitOut(TRANSFERRING);
        return backup;
    }

    private Commands.Ran ran(String... arguments) {
        Commands.Ran ran = commands.run(arguments);
        assertThat(ran.code()).as(String.join(" ", arguments) + ": " + ran.err()).isZero();
        return ran;
    }

    private String lastState() {
        return ran("runs", "--json").json().path("runs").path(0).path("state").asString();
    }

    private static Instant time(JsonNode events, String code) {
        List<JsonNode> found =
                events.valueStream()
                        .filter(event -> event.path("code").asString().equals(code))
                        .toList();
        assertThat(found).as(code + " in " + events).hasSize(1);
        return Instant.parse(found.getFirst().path("time").asString());
    }

    private List<JsonNode> snapshots(String vm) {
        Commands.Ran seen = observer.run("inventory", "--vm", vm, "--json");
        assertThat(seen.code()).as(seen.err()).isZero();
        return seen.json().path("snapshots").valueStream().toList();
    }

    private List<Path> drafts() throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve("home"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(".draft-"))
                    .toList();
        }
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(snapshots("pgtest1")).isEmpty();
        assertThat(drafts()).isEmpty();
    }
}
