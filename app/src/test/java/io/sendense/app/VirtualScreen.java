package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// An X server without a screen, on a display number that nobody else has.
final class VirtualScreen implements AutoCloseable {
    private final Process server;
    private final String display;

    private VirtualScreen(Process server, String display) {
        this.server = server;
        this.display = display;
    }

    static VirtualScreen start() throws IOException {
        // The server takes a free number and says which, when it can be reached.
        Process server =
                new ProcessBuilder(
                                Peers.require("Xvfb").toString(),
                                "-displayfd",
                                "1",
                                "-screen",
                                "0",
                                "1280x800x24",
                                "-nolisten",
                                "tcp")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader said = server.inputReader(StandardCharsets.US_ASCII);
        String number = said.readLine();
        assertThat(number).as("the display's number").isNotNull();
        return new VirtualScreen(server, ":" + number.strip());
    }

    /// What `DISPLAY` has to be.
    String display() {
        return display;
    }

    /// Waits until a window of this title is shown.
    void await(String title, CommandProcess console) throws Exception {
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

    /// How many windows of this title there are.
    long count(String title) throws Exception {
        return tree().lines().filter(line -> line.contains(title)).count();
    }

    private String tree() throws Exception {
        ProcessBuilder command =
                new ProcessBuilder(
                        Peers.require("xwininfo").toString(),
                        "-display",
                        display,
                        "-root",
                        "-tree");
        Process process = command.redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return text;
    }

    @Override
    public void close() {
        server.destroyForcibly();
    }
}
