package io.sendense.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileNamesTest {
    @TempDir private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"../x", "a/b", "/etc/passwd", "..\\x", "..", ".", "a\0b", "x/../../y"})
    void nothingLeadsOutOfItsFolder(String name) throws Exception {
        assertThatThrownBy(() -> FileNames.inside(folder, name))
                .isInstanceOf(IllegalArgumentException.class);
        EngineHome home = EngineHome.create(folder.resolve("home"));
        if (!name.startsWith(".")) {
            assertThatThrownBy(() ->
                            home.heldIntents()
                                    .record(
                                            HeldIntent.snapshot(
                                                    1, 1, "lab", "vm-1", name, Instant.EPOCH)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(folder.toFile().list()).containsExactly("home");
    }

    @Test
    void usualNamesAreTaken() {
        assertThat(FileNames.inside(folder, "snapshot-sendense 12 \u00fc.json").getParent())
                .isEqualTo(folder);
    }
}
