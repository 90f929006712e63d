package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The commands as scripts use them: JSON on stdout, exit codes, nothing secret shown.
@Timeout(180)
class CommandLineTest {
    @TempDir private Path folder;

    private Commands.Ran run(String... arguments) {
        return new Commands(folder.resolve("home")).run(arguments);
    }

    @Test
    void backsUpListsVerifiesAndExports() throws Exception {
        try (LabVCenter lab =
                LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(20))) {
            new Commands(folder.resolve("home")).add(lab);

            Commands.Ran inventory = run("inventory", "--json");
            assertThat(inventory.code()).isZero();
            assertThat(inventory.out().lines()).hasSize(1);
            assertThat(inventory.out()).contains("\"pgtest1\"").doesNotContain(lab.password());
            String pgtest1 = lab.machines().find("pgtest1").orElseThrow();
            assertThat(inventory.json().at("/vcenters/0/tags/attached").path(pgtest1).size())
                    .isEqualTo(2);
            assertThat(inventory.json().at("/vcenters/0/tags/all/0/name").asString())
                    .isEqualTo("gold");
            assertThat(run("inventory").out()).contains("backup: gold, environment: production");

            Commands.Ran concerns = run("inventory", "--vm", "diskless", "--preflight", "--json");
            assertThat(concerns.code()).as("it cannot be backed up").isEqualTo(1);
            assertThat(concerns.json().path("possible").asBoolean()).isFalse();
            assertThat(concerns.json().path("concerns").path(0).path("text").path("id").asString())
                    .isEqualTo("DISKS-NONE");
            Commands.Ran users = run("inventory", "--vm", "with-user-snapshot", "--preflight");
            assertThat(users.code()).as(users.out()).isZero();
            assertThat(users.out()).contains("SNAPSHOTS-PRESENT", "DISK-HAS-REDO-LOG");
            Commands.Ran sealed = run("inventory", "--vm", "win11-sealed", "--preflight");
            assertThat(sealed.code()).isZero();
            assertThat(sealed.out()).contains("VM-ENCRYPTED", "DEVICE-TPM", "recovery key");
            assertThat(run("inventory", "--preflight").code()).isEqualTo(1);

            Commands.Ran backup = run("backup", "--vcenter", "lab", "pgtest1", "--json");
            assertThat(backup.code()).as(backup.err()).isZero();
            assertThat(backup.json().path("run").path("state").asString()).isEqualTo("COMPLETED");

            Commands.Ran points = run("points", "--json");
            assertThat(points.json().path("points").size()).isEqualTo(1);
            assertThat(points.json().path("points").path(0).path("disks").size()).isEqualTo(2);

            assertThat(run("verify", "--all").code()).isZero();

            Path exported = folder.resolve("disk.raw");
            Commands.Ran export =
                    run(
                            "export",
                            "pgtest1@latest",
                            "--disk",
                            "2001",
                            "--format",
                            "raw",
                            "--to",
                            exported.toString());
            assertThat(export.code()).as(export.err()).isZero();
            assertThat(Files.size(exported)).isEqualTo(5L << 30);

            Commands.Ran unknown = run("backup", "--vcenter", "lab", "no such vm");
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("VM-UNKNOWN");
        }
    }

    @Test
    void saysBeforeABackupAndOfItsPointWhatARestoreElsewhereWouldChange() throws Exception {
        try (LabVCenter lab =
                LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0))) {
            new Commands(folder.resolve("home")).add(lab);
            Commands.Ran before = run("inventory", "--vm", "test-bench", "--preflight", "--json");
            assertThat(before.code()).as(before.err()).isZero();
            assertThat(before.json().path("possible").asBoolean()).isTrue();
            assertThat(before.json().path("concerns").valueStream())
                    .extracting(concern ->
                            concern.path("text").path("severity").asString()
                                    + " "
                                    + concern.path("text").path("id").asString())
                    .containsExactly(
                            "WARNING OPTIONS-BOUND",
                            "WARNING DEVICE-PORT",
                            "WARNING DEVICE-PASSTHROUGH",
                            "WARNING DEVICE-VGPU",
                            "WARNING DEVICE-USB",
                            "INFORMATION TRACKING-WILL-BE-ENABLED",
                            "INFORMATION DEVICE-IMAGE",
                            "INFORMATION DEVICE-SRIOV");

            assertThat(run("backup", "--vcenter", "lab", "test-bench").code()).isZero();
            Commands.Ran after = run("points", "--restorability", "test-bench@latest", "--json");
            assertThat(after.code()).as(after.err()).isZero();
            assertThat(after.json().path("restorePlan").valueStream())
                    .extracting(line ->
                            line.path("verdict").asString() + " " + line.path("subject").asString())
                    .contains(
                            "KEPT Hard disk 1",
                            "CHOSEN Network adapter 1",
                            "KEPT Network adapter 1: macAddress",
                            "REMOVED USB 1",
                            "CHANGED Network adapter 2");
            assertThat(run("points", "--restorability", "test-bench@latest").out())
                    .contains("removed", "DEVICE-VGPU", "grid_v100-4q");
            assertThat(run("points", "--restorability", "x", "--vm", "test-bench").err())
                    .contains("REQUEST-INVALID");
            assertThat(run("points", "--restorability", "none").err()).contains("POINT-UNKNOWN");
        }
    }

    @Test
    void refusesAWrongPinAndAWrongPasswordEachForWhatItIs() throws Exception {
        Commands commands = new Commands(folder.resolve("home"));
        try (LabVCenter lab =
                LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(0))) {
            Commands.Ran pin = add(commands, lab, lab.password(), "00".repeat(32));
            assertThat(pin.code()).isEqualTo(1);
            assertThat(pin.err()).contains("VCENTER-CERTIFICATE-MISMATCH", "No password was sent");
            assertThat(lab.sessionCount()).isZero();

            Commands.Ran login = add(commands, lab, "wrong", lab.certificateSha256());
            assertThat(login.code()).isEqualTo(1);
            assertThat(login.err()).contains("VCENTER-LOGIN").doesNotContain("wrong\n");
            assertThat(run("vcenter", "list", "--json").json().path("vcenters").size()).isZero();
        }
    }

    private static Commands.Ran add(Commands commands, LabVCenter lab, String password, String pin)
            throws IOException {
        return commands.tryAdd(
                "lab", password, "--url", lab.url().toString(), "--user", lab.user(), "--pin", pin);
    }

    @Test
    void usageErrorsExitWithTwo() {
        assertThat(run("backup").code()).isEqualTo(2);
        assertThat(run("no-such-command").code()).isEqualTo(2);
    }

    @Test
    void problemsAreSentencesWithACodeAndAnExitOfOne() {
        Commands.Ran ran = run("run", "show", "7", "--json");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("RUN-UNKNOWN");
        assertThat(ran.json().path("problem").asString()).isEqualTo("RUN-UNKNOWN");
    }
}
