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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The console as a process with a window on a real X server, and a terminal beside it.
@Tag("peers")
@Timeout(180)
class WindowTest {
    @TempDir private Path folder;
    private Path home = Path.of("");
    private Commands commands = new Commands(home);
    private LabVCenter lab;
    private VirtualScreen screen;
    private CommandProcess console;

    @BeforeEach
    void openTheWindow() throws Exception {
        Peers.require("xwininfo");
        screen = VirtualScreen.start();
        home = folder.resolve("home");
        commands = new Commands(home);
        lab = LabVCenter.start(LabOptions.standard(Clock.systemUTC()).withGuestSteps(20));
        console = startWindow(List.of("console"));
        screen.await("\"Sendense\"", console);
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!Files.exists(engineFile()) && System.nanoTime() < deadline) {
            Thread.sleep(50);
        }
        commands.add(lab);
    }

    @AfterEach
    void closeAll() throws IOException {
        if (console != null) {
            console.close();
        }
        if (lab != null) {
            lab.close();
        }
        if (screen != null) {
            screen.close();
        }
    }

    private Path engineFile() {
        return home.resolve("engine.json");
    }

    @Test
    void aTerminalWorksOnTheEngineOfTheOpenWindow() throws Exception {
        Commands.Ran backup = commands.run("backup", "--vcenter", "lab", "Kasse 1");
        assertThat(backup.code()).as(backup.err()).isZero();
        assertThat(ran("runs", "--json").json().path("runs").size()).isEqualTo(1);
        assertThatTheConsoleHasTheEngine();

        console.terminate();
        assertThat(console.exit()).as(console.err()).isEqualTo(143);
        assertThat(engineFile()).doesNotExist();
        assertThat(ran("points", "--json").json().path("points").size()).isEqualTo(1);
    }

    @Test
    void aRunOfTheConsoleIsSeenAndCancelledFromATerminal() throws Exception {
        ran("backup", "--vcenter", "lab", "Kasse 1");
        lab.faults()
                .add(
                        FaultRule.on(
                                        FaultRule.FOLDER,
                                        new FaultAction.Delay(Duration.ofMillis(500)))
                                .always());
        // Whoever asked for it is gone: from here on the run is in the console's process alone.
        try (CommandProcess asking =
                commands.start("backup", "--vcenter", "lab", "pgtest1", "--json")) {
            asking.awaitOut("\"TRANSFERRING\"");
            asking.kill();
        }
        JsonNode runs = ran("runs", "--json").json().path("runs");
        assertThat(runs.size()).isEqualTo(2);
        assertThat(runs.path(0).path("state").asString()).isEqualTo("RUNNING");
        String id = Long.toString(runs.path(0).path("id").asLong());
        JsonNode shown = ran("run", "show", id, "--json").json();
        assertThat(shown.at("/run/disks").size()).isEqualTo(2);
        assertThat(shown.at("/run/phase").asString()).isEqualTo("TRANSFER");
        assertThat(shown.at("/events/0/code").asString()).isEqualTo("RUN_STARTED");
        assertThat(ran("points", "--json").json().path("points").size()).isEqualTo(1);

        assertThat(ran("run", "cancel", id).out()).contains("Run " + id + " ended: cancelled.");
        assertThat(ran("run", "show", id).err()).contains("cancelled, ended", "was cancelled");
        assertThat(ran("inventory", "--vm", "pgtest1", "--json").json().path("snapshots").size())
                .isZero();
        assertThat(ran("points", "--json").json().path("points").size()).isEqualTo(1);
        Commands.Ran again = commands.run("run", "cancel", id);
        assertThat(again.code()).isEqualTo(1);
        assertThat(again.err()).contains("RUN-NOT-ACTIVE");
        assertThatTheConsoleHasTheEngine();
    }

    @Test
    void aSecondStartRaisesTheWindowThatIsOpen() throws Exception {
        for (List<String> arguments : List.of(List.of("console"), List.<String>of())) {
            try (CommandProcess second = startWindow(arguments)) {
                assertThat(second.exit()).as(second.err()).isZero();
                assertThat(second.err()).contains("is open; its window is in front now.");
            }
        }
        assertThat(screen.count("\"Sendense\"")).as("windows").isEqualTo(1);
        assertThatTheConsoleHasTheEngine();
    }

    private CommandProcess startWindow(List<String> arguments) throws IOException {
        return CommandProcess.start(
                List.of("env", "DISPLAY=" + screen.display(), "GDK_BACKEND=x11"),
                Stream.concat(Stream.of("--home", home.toString()), arguments.stream()).toList());
    }

    private void assertThatTheConsoleHasTheEngine() throws IOException {
        assertThat(console.isAlive()).isTrue();
        assertThat(Files.readString(engineFile())).contains(Long.toString(console.pid()));
    }

    private Commands.Ran ran(String... arguments) {
        Commands.Ran ran = commands.run(arguments);
        assertThat(ran.code()).as(String.join(" ", arguments) + ": " + ran.err()).isZero();
        return ran;
    }
}
