package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.LabVCenter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The console as a process with a window on a real X server, and a terminal beside it.
@Tag("peers")
@Timeout(180)
class WindowTest {
    private static final int DISPLAY = 87;

    @TempDir private Path folder;

    @Test
    void aTerminalWorksOnTheEngineOfTheOpenWindow() throws Exception {
        Path home = folder.resolve("home");
        Commands commands = new Commands(home);
        try (LabVCenter lab =
                        LabVCenter.start(
                                LabOptions.standard(Clock.systemUTC()).withGuestSteps(20));
                Screen screen = new Screen();
                CommandProcess console =
                        CommandProcess.start(
                                List.of("env", "DISPLAY=:" + DISPLAY, "GDK_BACKEND=x11"),
                                List.of("--home", home.toString(), "console"))) {
            screen.await("\"Sendense\"", console);
            long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (!Files.exists(home.resolve("engine.json")) && System.nanoTime() < deadline) {
                Thread.sleep(50);
            }
            commands.add(lab);
            Commands.Ran backup = commands.run("backup", "--vcenter", "lab", "Kasse 1");
            assertThat(backup.code()).as(backup.err()).isZero();
            assertThat(commands.run("runs", "--json").json().path("runs").size()).isEqualTo(1);
            // All of that was done by the console's engine.
            assertThat(console.isAlive()).isTrue();
            assertThat(Files.readString(home.resolve("engine.json")))
                    .contains(Long.toString(console.pid()));

            console.terminate();
            assertThat(console.exit()).as(console.err()).isEqualTo(143);
        }
        assertThat(home.resolve("engine.json")).doesNotExist();
        assertThat(commands.run("points", "--json").json().path("points").size()).isEqualTo(1);
    }

    /// An X server without a screen.
    private static final class Screen implements AutoCloseable {
        private final Process server;

        private Screen() throws IOException {
            server =
                    new ProcessBuilder(
                                    Peers.require("Xvfb").toString(),
                                    ":" + DISPLAY,
                                    "-screen",
                                    "0",
                                    "1280x800x24",
                                    "-nolisten",
                                    "tcp")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
        }

        /// Waits until a window of this title is shown.
        private void await(String title, CommandProcess console) throws Exception {
            String seen = "";
            for (int i = 0; i < 300; i++) {
                seen = tree();
                if (seen.contains(title)) {
                    return;
                }
                assertThat(console.isAlive()).as(console.err()).isTrue();
                Thread.sleep(200);
            }
            throw new AssertionError("no window '" + title + "' but:\n" + seen + console.err());
        }

        private static String tree() throws Exception {
            ProcessBuilder command =
                    new ProcessBuilder(
                            Peers.require("xwininfo").toString(),
                            "-display",
                            ":" + DISPLAY,
                            "-root",
                            "-tree");
            Process process = command.redirectErrorStream(true).start();
            String text =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text;
        }

        @Override
        public void close() {
            server.destroyForcibly();
        }
    }
}
