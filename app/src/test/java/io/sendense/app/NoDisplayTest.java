package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The console where there is no screen for it.
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class NoDisplayTest {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({"-uDISPLAY, console", "DISPLAY=:4711, console", "DISPLAY=:4711, demo"})
    void endsAtOnceAndSaysWhatToDo(String display, String command) throws Exception {
        try (CommandProcess console =
                CommandProcess.start(
                        List.of(
                                "env",
                                "-uWAYLAND_DISPLAY",
                                display,
                                "JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=" + folder),
                        List.of("--home", folder.resolve("home").toString(), command, "--json"))) {
            assertThat(console.exitWithin(AT_ONCE)).as(console.err()).isEqualTo(1);
            assertThat(console.err()).contains("DISPLAY-MISSING", "sendense demo --terminal");
            assertThat(console.out().lines()).hasSize(1);
            assertThat(console.out()).contains("\"problem\":\"DISPLAY-MISSING\"");
        }
    }
}
