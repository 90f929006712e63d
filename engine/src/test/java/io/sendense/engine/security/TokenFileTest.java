package io.sendense.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenFileTest {
    @TempDir private Path folder;

    private static void refused(Path file) {
        assertThatThrownBy(() -> TokenFile.readOrCreate(file))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> {
                            assertThat(e.problem().code())
                                    .isEqualTo(ProblemCode.TOKEN_FILE_UNUSABLE);
                            assertThat(e.toString()).doesNotContain("planted");
                        });
    }

    @Test
    void isMadeOnceForItsOwnerOnly() throws Exception {
        Path file = folder.resolve("hub.token");
        String token = TokenFile.readOrCreate(file).reveal();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(TokenFile.readOrCreate(file).reveal()).isEqualTo(token);
        assertThat(TokenFile.read(file).reveal()).isEqualTo(token);
        assertThat(TokenFile.readOrCreate(folder.resolve("other")).reveal()).isNotEqualTo(token);
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-"})
    void isRefusedWhenOpenToOthers(String permissions) throws Exception {
        Path file = folder.resolve("hub.token");
        TokenFile.readOrCreate(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        refused(file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "planted",
                "planted0123456789012345678901234567890123456\nplanted",
                "planted 0123456789012345678901234567890123456"
            })
    void isRefusedWhenItIsNoToken(String content) throws Exception {
        Path file = folder.resolve("hub.token");
        Files.writeString(file, content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        refused(file);
    }

    @Test
    void isRefusedWhenThereCanBeNone() throws Exception {
        refused(folder.resolve("missing").resolve("hub.token"));
        Path link = folder.resolve("link");
        Files.createSymbolicLink(link, folder.resolve("nowhere"));
        refused(link);
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }
}
