package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What options of backup, runs and export do, told by what they left.
@Timeout(180)
class BackupOptionsTest {
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;
    private LabVCenter lab;
    private Commands commands;

    @BeforeEach
    void startLab() throws Exception {
        lab = LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0));
        commands = new Commands(folder.resolve("home"));
        commands.add(lab);
    }

    @AfterEach
    void stopLab() {
        lab.close();
    }

    @Test
    void fullReadsEveryDiskInFullThoughTheChangesAreKnown() {
        done("backup", "--vcenter", "lab", VM);
        done("backup", "--vcenter", "lab", VM);
        assertThat(newestPoint().path("incremental").asBoolean()).isTrue();
        JsonNode run =
                done("backup", "--vcenter", "lab", VM, "--full", "--json").json().path("run");
        assertThat(newestPoint().path("incremental").asBoolean()).isFalse();
        assertThat(run.path("disks").path(0).path("mode").asString()).isEqualTo("FULL");
        assertThat(run.path("disks").path(0).path("fullReason").asString()).isEqualTo("REQUESTED");
        assertThat(done("verify", "--all").out().lines())
                .hasSize(3)
                .allMatch(l -> l.contains("sound"));
    }

    @Test
    void aRunIsSlowedDownAndFreedWhileItGoesOn() throws Exception {
        try (CommandProcess slow =
                commands.start(
                        "backup", "--vcenter", "lab", "pgtest1", "--bandwidth", "1M", "--json")) {
            JsonNode run;
            do {
                Thread.sleep(200);
                run = commands.run("runs", "--json").json().path("runs").path(0);
            } while (run.path("disks").path(0).path("writtenBytes").asLong() == 0);
            String id = run.path("id").path("value").asString(run.path("id").asString());
            assertThat(run.path("bandwidth").path("bytesPerSecond").asLong()).isEqualTo(1 << 20);
            assertThat(commands.run("run", "limit", id, "none").out())
                    .contains("Run " + id + " reads as fast as it can from now on.");
            assertThat(slow.exit()).isZero();
            assertThat(done("run", "show", id).err() + done("run", "show", id).out())
                    .contains(
                            "reads at most 1.0 MiB (1,048,576 bytes) in a second",
                            "reads as fast as it can");
        }
    }

    @Test
    void aHeldRunsFailedDiskIsReadAgain() throws Exception {
        lab.faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(410))
                                .object("pgtest1_1-flat.vmdk")
                                .always());
        try (CommandProcess held =
                commands.start(
                        "backup",
                        "--vcenter",
                        "lab",
                        "pgtest1",
                        "--hold-for-retry",
                        "10m",
                        "--json")) {
            JsonNode run;
            do {
                Thread.sleep(200);
                run = commands.run("runs", "--json").json().path("runs").path(0);
            } while (!run.path("phase").asString("").equals("AWAITING_RETRY"));
            String id = run.path("id").path("value").asString(run.path("id").asString());
            assertThat(run.path("retryUntil").asString()).isNotEmpty();
            lab.faults().clear();
            assertThat(commands.run("run", "retry", id).out())
                    .contains("The failed disks of run " + id + " are read again.");
            assertThat(held.exit()).isZero();
            Commands.Ran over = commands.run("run", "retry", id);
            assertThat(over.code()).isEqualTo(1);
            assertThat(over.err()).contains("RUN-NOT-ACTIVE");
            assertThat(done("run", "show", id).err() + done("run", "show", id).out())
                    .contains("read again from the same snapshot: Hard disk 2", " source, ");
        }
        Commands.Ran wrong =
                commands.run("backup", "--vcenter", "lab", VM, "--hold-for-retry", "2d");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err()).contains("'2d' is no time to hold a snapshot");
    }

    @Test
    void theLimitsOfAllRunsAreShownChangedAndKept() {
        assertThat(done("limits").out())
                .contains("all runs together", "as fast as it can", "24 reads at once");
        done("limits", "--bandwidth", "100M", "--host-requests", "8", "--datastore-bytes", "4M");
        JsonNode kept = done("limits", "--json").json();
        assertThat(kept.path("bandwidth").path("bytesPerSecond").asLong()).isEqualTo(100L << 20);
        assertThat(kept.path("host").path("requests").asInt()).isEqualTo(8);
        assertThat(kept.path("host").path("bytes").asLong()).isEqualTo(24L << 20);
        assertThat(kept.path("datastore").path("bytes").asLong()).isEqualTo(4L << 20);
        assertThat(done("limits", "--bandwidth", "none").out()).contains("as fast as it can");
    }

    @Test
    void quiesceBringsTheGuestToRestOrFailsForIt() {
        done("backup", "--vcenter", "lab", VM);
        String without = newestPoint().path("consistency").asString();
        done("backup", "--vcenter", "lab", VM, "--quiesce");
        String with = newestPoint().path("consistency").asString();
        assertThat(List.of(without, with)).containsExactly("CRASH", "FILE_SYSTEM");
        done("backup", "--vcenter", "lab", VM, "--no-quiesce");
        assertThat(newestPoint().path("consistency").asString()).isEqualTo(without);

        Commands.Ran noTools = commands.run("backup", "--vcenter", "lab", "no-tools", "--quiesce");
        assertThat(noTools.code()).isEqualTo(1);
        assertThat(noTools.err()).contains("PREFLIGHT-REFUSED", "GUEST-CANNOT-QUIESCE");
        Commands.Ran warned =
                done(
                        "backup",
                        "--vcenter",
                        "lab",
                        "no-tools",
                        "--quiesce",
                        "--quiesce-failure",
                        "warn");
        assertThat(warned.err()).contains("SNAPSHOT-NOT-QUIESCED");
    }

    /// The option's value may be left out, also where a VM's name follows.
    @Test
    @Tag("peers")
    void compressStoresSmallerLayersThatQemuReads() throws Exception {
        byte[] text = "A guest writes text too. ".repeat(80_000).getBytes(StandardCharsets.UTF_8);
        lab.disks(VM).disks().getFirst().write(5 << 20, ByteBuffer.wrap(text));
        done("backup", "--vcenter", "lab", VM, "--full", "--compress=none");
        JsonNode plain = newestPoint();
        done("backup", "--vcenter", "lab", "--full", "--compress", VM);
        JsonNode packed = newestPoint();
        assertThat(packed.path("incremental").asBoolean()).isFalse();
        assertThat(packed.path("layerBytes").asLong())
                .isLessThan(plain.path("layerBytes").asLong() - text.length / 2);
        String layer = packed.path("disks").path(0).path("layer").asString();
        assertThat(qemuImg("check", layer)).containsPattern("[1-9][0-9.]*% compressed clusters");
        assertThat(qemuImg("compare", layer, plain.path("disks").path(0).path("layer").asString()))
                .contains("identical");
        done("backup", "--vcenter", "lab", VM, "--full", "--compress=zstd");
        assertThat(newestPoint().path("layerBytes").asLong())
                .isLessThan(plain.path("layerBytes").asLong() - text.length / 2);
        assertThat(commands.run("backup", "--vcenter", "lab", VM, "--compress=lzma").code())
                .isEqualTo(2);
        assertThat(done("verify", "--all").out().lines())
                .hasSize(3)
                .allMatch(l -> l.contains("sound"));
    }

    @Test
    void runsShowsTheNewestOnly() {
        done("backup", "--vcenter", "lab", VM);
        done("backup", "--vcenter", "lab", VM);
        JsonNode runs = done("runs", "--last", "1", "--json").json().path("runs");
        assertThat(runs.size()).isEqualTo(1);
        assertThat(runs.path(0).path("id").asLong()).isEqualTo(2);
        assertThat(done("runs").out().lines()).hasSize(3);
    }

    @Test
    void aRunIsShownAsTextOnStderrOrAsOneObjectOnStdout() {
        done("backup", "--vcenter", "lab", VM);
        Commands.Ran text = done("run", "show", "1");
        assertThat(text.out()).isEmpty();
        assertThat(text.err())
                .contains("Run 1 of Kasse 1 on lab: completed, ended, by Sendense ")
                .contains("Snapshot ", "Backup completed in ");

        Commands.Ran json = done("run", "show", "1", "--json");
        assertThat(json.err()).isEmpty();
        assertThat(json.out().lines()).hasSize(1);
        JsonNode run = json.json().path("run");
        assertThat(run.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(run.path("programVersion").asString()).isEqualTo(Build.version().version());
        assertThat(run.path("programCommit").asString()).isEqualTo(Build.version().commit());
        JsonNode events = json.json().path("events");
        assertThat(events.path(0).path("code").asString()).isEqualTo("RUN_STARTED");
        assertThat(events.path(events.size() - 1).path("code").asString())
                .isEqualTo("RUN_COMPLETED");
    }

    @Test
    @Tag("peers")
    void anExportAsQcow2StandsAlone() throws Exception {
        done("backup", "--vcenter", "lab", VM);
        lab.disks(VM)
                .disks()
                .getFirst()
                .write(3 << 20, ByteBuffer.wrap("changed".getBytes(StandardCharsets.UTF_8)));
        done("backup", "--vcenter", "lab", VM);
        String key = newestPoint().path("disks").path(0).path("key").asString();
        String layer = newestPoint().path("disks").path(0).path("layer").asString();
        Path file = folder.resolve("disk.qcow2");
        Commands.Ran export =
                done(
                        "export",
                        VM + "@latest",
                        "--disk",
                        key,
                        "--format",
                        "qcow2",
                        "--to",
                        file.toString());
        assertThat(export.out()).contains(file.toString());
        assertThat(qemuImg("check", file.toString())).contains("No errors were found");
        assertThat(qemuImg("info", file.toString())).doesNotContain("backing file");
        assertThat(qemuImg("compare", file.toString(), layer)).contains("identical");

        Commands.Ran again =
                commands.run(
                        "export",
                        VM + "@latest",
                        "--disk",
                        key,
                        "--format",
                        "qcow2",
                        "--to",
                        file.toString());
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("EXPORT-TARGET-EXISTS");
        Commands.Ran unknown =
                commands.run(
                        "export",
                        VM + "@latest",
                        "--disk",
                        "1",
                        "--format",
                        "raw",
                        "--to",
                        folder.resolve("x").toString());
        assertThat(unknown.code()).isEqualTo(1);
        assertThat(unknown.err()).contains("POINT-DISK-UNKNOWN", key);
    }

    @Test
    void verifyOfNothingSaysSo() {
        Commands.Ran none = done("verify", "--all");
        assertThat(none.out()).isEmpty();
        assertThat(none.err()).isEqualTo("There are no restore points." + System.lineSeparator());
        assertThat(done("verify", "--all", "--json").out()).isEmpty();
    }

    @Test
    void aDamagedPointIsSaidSoAndExitsWithOne() throws Exception {
        done("backup", "--vcenter", "lab", VM);
        Path layer = Path.of(newestPoint().path("disks").path(0).path("layer").asString());
        byte[] bytes = Files.readAllBytes(layer);
        bytes[bytes.length - 70_000] ^= 1;
        Files.write(layer, bytes);
        Commands.Ran ran = commands.run("verify", "--all");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("DAMAGED");
        assertThat(ran.err()).isNotBlank();
    }

    private JsonNode newestPoint() {
        return done("points", "--json").json().path("points").path(0);
    }

    private Commands.Ran done(String... arguments) {
        Commands.Ran ran = commands.run(arguments);
        assertThat(ran.code()).as(ran.err()).isZero();
        return ran;
    }

    private static String qemuImg(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(Peers.require("qemu-img").toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
