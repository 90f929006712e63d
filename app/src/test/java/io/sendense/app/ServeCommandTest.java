package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.PeerProcess;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `serve` and `repository` as people and scripts use them.
@Tag("peers")
@Timeout(300)
class ServeCommandTest {
    private static final String VM = "web/api";

    @TempDir private Path folder;

    private Commands commands() {
        return new Commands(folder.resolve("home"));
    }

    private Commands.Ran run(Object... arguments) {
        return commands()
                .run(List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    }

    private void backUp() throws Exception {
        try (LabVCenter lab =
                LabVCenter.start(
                        LabOptions.standard(Clock.systemUTC())
                                .withTaskTime(Duration.ofMillis(20))
                                .withGuestSteps(20))) {
            commands().add(lab);
            Commands.Ran ran = run("backup", "--vcenter", "lab", VM);
            assertThat(ran.code()).as(ran.err()).isZero();
        }
    }

    @Test
    void servesUntilItIsInterruptedAndSaysHowToRead() throws Exception {
        backUp();
        Path exported = folder.resolve("exported.raw");
        Commands.Ran export =
                run("export", VM + "@latest", "--disk", 2000, "--format", "raw", "--to", exported);
        assertThat(export.code()).as(export.err()).isZero();
        try (CommandProcess serve = commands().start("serve", VM + "@latest")) {
            serve.awaitOut("\n");
            String uri = serve.out().strip();
            assertThat(uri).startsWith("nbd://127.0.0.1:").endsWith("-disk-2000");
            PeerProcess.run(
                    "qemu-img", "compare", "-f", "raw", "-F", "raw", uri, exported.toString());
            assertThat(serve.err())
                    .contains("guestmount --ro", "qemu-nbd --read-only", "nbdfuse", "Ctrl+C")
                    .doesNotContain("Warning");
            int code = serve.interrupt();
            assertThat(serve.exit()).isEqualTo(code);
            assertThat(PeerProcess.runToAnyEnd("nbdinfo", uri)).contains("refused");
        }
    }

    @Test
    void warnsWhereOtherMachinesCanReadAndRefusesWhatItCannotDo() throws Exception {
        backUp();
        try (CommandProcess serve =
                commands().start("--json", "serve", VM + "@latest", "--listen", "0.0.0.0:0")) {
            serve.awaitOut("\n");
            assertThat(serve.out()).contains("\"network\":true", "\"place\":\"0.0.0.0:");
            serve.awaitErr("Ctrl+C");
            assertThat(serve.err()).contains("Warning: other machines reach 0.0.0.0:");
            int code = serve.interrupt();
            assertThat(serve.exit()).isEqualTo(code);
        }
        assertThat(run("serve", VM + "@latest", "--listen", "nonsense").err())
                .contains("REQUEST-INVALID", "127.0.0.1:10809");
        assertThat(run("serve", VM + "@latest", "--disk", 7).err()).contains("POINT-DISK-UNKNOWN");
        assertThat(run("serve", "none").err()).contains("POINT-UNKNOWN");
        assertThat(run("serve", VM + "@latest", "--socket", folder).err())
                .contains("SERVE-PLACE-UNAVAILABLE");
        assertThat(run("serve", VM + "@latest", "--socket", "s", "--listen", "127.0.0.1:0").code())
                .isEqualTo(2);
        Commands.Ran tls =
                run("serve", VM + "@latest", "--tls-certificates", folder.resolve("none"));
        assertThat(tls.err()).contains("SERVE-PLACE-UNAVAILABLE", "server-cert.pem");
    }

    @Test
    void repositoriesAreAddedCheckedSwitchedAndForgotten() throws Exception {
        backUp();
        Path moved = folder.resolve("second home");
        Path repository = folder.resolve("home/repository");
        Commands other = new Commands(moved);
        Commands.Ran added = other.run("repository", "add", "old", repository.toString());
        assertThat(added.code()).as(added.err()).isZero();
        assertThat(added.out())
                .contains("old in " + repository + ": 1 restore points are new here.");
        JsonNode points = other.run("points", "--json").json().path("points");
        assertThat(points.size()).isEqualTo(1);
        assertThat(points.get(0).has("check")).isFalse();
        assertThat(other.run("repository", "check", "old").out())
                .contains("1 restore points, none damaged; their data was not read");
        Commands.Ran check = other.run("repository", "check", "old", "--read-data", "--json");
        assertThat(check.code()).isZero();
        assertThat(check.json().path("damaged").asInt()).isZero();
        JsonNode verified = other.run("points", "--json").json().path("points").get(0);
        assertThat(verified.path("check").path("sound").asBoolean()).isTrue();
        assertThat(other.run("points").out()).contains("VERIFIED", "sound 20");
        JsonNode listed = other.run("repository", "list", "--json").json().path("repositories");
        assertThat(listed.get(1).path("name").asString()).isEqualTo("old");
        assertThat(listed.get(1).path("points").asInt()).isEqualTo(1);
        assertThat(listed.get(1).path("storedBytes").asLong()).isPositive();
        assertThat(other.run("repository", "default", "old").code()).isZero();
        assertThat(other.run("repository", "list").out())
                .contains("FULL IN", "old      yes      embedded");
        assertThat(listed.get(1).path("target").asString()).isEqualTo("EMBEDDED");
        Commands.Ran set = other.run("repository", "set-target", "old", "embedded");
        assertThat(set.out()).contains("old are written by the engine itself");
        assertThat(other.run("repository", "set-target", "none", "embedded").err())
                .contains("REPOSITORY-UNKNOWN");
        assertThat(other.run("repository", "set-target", "old", "tape").err())
                .contains("'tape' is none of: embedded, qemu-nbd");
        assertThat(other.run("repository", "remove", "old").err())
                .contains("REPOSITORY-IS-DEFAULT");
        assertThat(other.run("repository", "default", "default").code()).isZero();
        Commands.Ran removed = other.run("repository", "remove", "old");
        assertThat(removed.out())
                .contains(
                        "Forgot old and its 1 restore points. Nothing was deleted",
                        "home/repository");
        assertThat(repository.resolve("repository.json")).exists();
        Commands.Ran imported = other.run("repository", "import", "old", repository.toString());
        assertThat(imported.code()).as(imported.err()).isZero();
        Files.delete(repository.resolve("repository.json"));
        assertThat(other.run("repository", "check", "old").err()).contains("REPOSITORY-UNREADABLE");
        assertThat(other.run("repository", "list").err()).contains("REPOSITORY-UNREADABLE");
    }
}
