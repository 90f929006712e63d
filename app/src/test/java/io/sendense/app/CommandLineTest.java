package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The commands as scripts use them: JSON on stdout, exit codes, nothing secret shown.
@Timeout(180)
class CommandLineTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir private Path folder;

    /// What one command printed and returned.
    private record Ran(int code, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out.lines().toList().getLast());
        }
    }

    private Ran run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--home", folder.resolve("home").toString()));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int code = Main.run(all.toArray(String[]::new));
            return new Ran(
                    code,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }

    @Test
    void backsUpListsVerifiesAndExports() throws Exception {
        try (LabVCenter lab =
                LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(20))) {
            Path password = Files.writeString(folder.resolve("password"), lab.password() + "\n");
            Ran added =
                    run(
                            "vcenter",
                            "add",
                            "lab",
                            "--url",
                            lab.url().toString(),
                            "--user",
                            lab.user(),
                            "--pin",
                            lab.certificateSha256(),
                            "--password-file",
                            password.toString());
            assertThat(added.code()).as(added.err()).isZero();

            Ran inventory = run("inventory", "--json");
            assertThat(inventory.code()).isZero();
            assertThat(inventory.out().lines()).hasSize(1);
            assertThat(inventory.out()).contains("\"pgtest1\"").doesNotContain(lab.password());

            Ran backup = run("backup", "--vcenter", "lab", "pgtest1", "--json");
            assertThat(backup.code()).as(backup.err()).isZero();
            assertThat(backup.json().path("run").path("state").asString()).isEqualTo("COMPLETED");

            Ran points = run("points", "--json");
            assertThat(points.json().path("points").size()).isEqualTo(1);
            assertThat(points.json().path("points").path(0).path("disks").size()).isEqualTo(2);

            assertThat(run("verify", "--all").code()).isZero();

            Path exported = folder.resolve("disk.raw");
            Ran export =
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

            Ran runs = run("runs", "--json");
            assertThat(runs.json().path("runs").path(0).path("programVersion").asString())
                    .isEqualTo(Build.version().version());
            Ran unknown = run("backup", "--vcenter", "lab", "no such vm");
            assertThat(unknown.code()).isEqualTo(1);
            assertThat(unknown.err()).contains("VM-UNKNOWN");
        }
    }

    @Test
    void usageErrorsExitWithTwo() {
        assertThat(run("backup").code()).isEqualTo(2);
        assertThat(run("no-such-command").code()).isEqualTo(2);
    }

    @Test
    void problemsAreSentencesWithACodeAndAnExitOfOne() {
        Ran ran = run("run", "show", "7", "--json");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).contains("RUN-UNKNOWN");
        assertThat(ran.json().path("problem").asString()).isEqualTo("RUN-UNKNOWN");
    }

    @Test
    void theTourAsTextHoldsAllItsClaims() {
        Ran demo = run("demo", "--terminal");
        assertThat(demo.err()).contains("All of it held.");
        assertThat(demo.code()).isZero();
    }
}
