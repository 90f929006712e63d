package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
    @TempDir private Path folder;

    @Test
    void keepsSettings() {
        SettingsFile file = new SettingsFile(folder.resolve("console.properties"));
        ConsoleSettings settings =
                new ConsoleSettings(
                        ThemeChoice.DARK,
                        LanguageChoice.GERMAN,
                        false,
                        WhenClosed.STOP,
                        WhenClosed.KEEP_RUNNING,
                        new WindowPlace(-1200, 30.5, 1600, 1000, true),
                        Map.of("History.table", "number 46 shown,state 112 hidden;number down"));
        file.write(settings);
        assertThat(file.read()).isEqualTo(settings);
        assertThat(folder).isDirectoryContaining("glob:**console.properties");
    }

    @Test
    void startsWithDefaults() {
        assertThat(new SettingsFile(folder.resolve("none")).read())
                .isEqualTo(ConsoleSettings.DEFAULT);
    }

    @Test
    void leavesAsideWhatItCannotRead() throws IOException {
        Path file = folder.resolve("console.properties");
        Files.writeString(file, "theme=PURPLE\nwidth=wide\n");
        assertThat(new SettingsFile(file).read()).isEqualTo(ConsoleSettings.DEFAULT);
        Files.writeString(file, "width=100\nheight=50\n");
        assertThat(new SettingsFile(file).read())
                .as("never smaller than usable")
                .isEqualTo(
                        new ConsoleSettings(
                                ThemeChoice.SYSTEM, LanguageChoice.SYSTEM, 960, 600, false));
    }

    @Test
    void failsNobodyWhenItCannotWrite() {
        new SettingsFile(folder.resolve("no/such/folder/file")).write(ConsoleSettings.DEFAULT);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void speaksTheLanguageOfTheSystemOrTheOneThatIsChosen() {
        assertThat(LanguageChoice.SYSTEM.language(Locale.GERMANY)).isEqualTo(Language.GERMAN);
        assertThat(LanguageChoice.SYSTEM.language(Locale.FRANCE)).isEqualTo(Language.ENGLISH);
        assertThat(LanguageChoice.ENGLISH.language(Locale.GERMANY)).isEqualTo(Language.ENGLISH);
        assertThat(LanguageChoice.GERMAN.language(Locale.UK)).isEqualTo(Language.GERMAN);
    }
}
