package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The whole chain of an operator's work once in a real GTK window, on an X server without a screen
/// and without a window manager; its pointer really drags.
@Tag("peers")
@Timeout(600)
class RealWindowTest {
    @TempDir private Path folder;
    private Process server;
    private String display;

    @BeforeEach
    void startServer() throws IOException {
        // It takes a free number and says which, when it can be reached.
        server =
                new ProcessBuilder(
                                Peers.require("Xvfb").toString(),
                                "-displayfd",
                                "1",
                                "-screen",
                                "0",
                                "1400x900x24",
                                "-nolisten",
                                "tcp")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        BufferedReader said = server.inputReader(StandardCharsets.US_ASCII);
        String number = said.readLine();
        assertThat(number).as("the display's number").isNotNull();
        display = ":" + number.strip();
    }

    @AfterEach
    void stopServer() {
        server.destroyForcibly();
    }

    @Test
    void worksFromTheFirstStartToTheHistory() throws Exception {
        Path said = folder.resolve("said");
        Process window = start(said);
        try {
            assertThat(window.waitFor(9, TimeUnit.MINUTES)).as(said(said)).isTrue();
        } finally {
            window.destroyForcibly();
        }
        assertThat(window.exitValue()).as(said(said)).isZero();
        assertThat(Files.readAllLines(said).stream().filter(line -> line.startsWith("window: ")))
                .containsExactly(
                        "window: first start",
                        "window: vCenter added after its certificate was accepted",
                        "window: two VMs dragged onto a new job",
                        "window: run watched and cancelled",
                        "window: failed run explained",
                        "window: dark and German chosen",
                        "window: history after a restart, dark and German");
    }

    private static String said(Path file) throws IOException {
        return Files.readString(file);
    }

    private Process start(Path said) throws IOException {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx700m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Dprism.order=sw",
                                "-Dprism.text=t2k",
                                "-Dtestfx.robot=glass",
                                "-Duser.language=en",
                                "-Duser.country=GB",
                                "-Dsendense.pictures="
                                        + System.getProperty("sendense.pictures", ""),
                                "-cp",
                                System.getProperty("java.class.path"),
                                RealWindow.class.getName(),
                                Files.createDirectory(folder.resolve("home")).toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("DISPLAY", display);
        builder.environment().put("GDK_BACKEND", "x11");
        return builder.start();
    }
}
