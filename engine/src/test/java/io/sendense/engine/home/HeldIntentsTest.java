package io.sendense.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldIntentsTest {
    @TempDir private Path folder;

    @Test
    void remembersUntilItIsRemoved() throws Exception {
        HeldIntents intents = EngineHome.create(folder.resolve("home")).heldIntents();
        HeldIntent first =
                HeldIntent.snapshot(1, 7, "vc", "vm-42", "sendense-7-abc", Instant.EPOCH);
        HeldIntent second =
                HeldIntent.snapshot(2, 8, "vc", "vm-43", "sendense-8-def", Instant.EPOCH);
        intents.record(first);
        intents.record(second);
        assertThat(EngineHome.create(folder.resolve("home")).heldIntents().list())
                .containsExactly(first, second);
        intents.remove("snapshot", "sendense-7-abc");
        intents.remove("snapshot", "sendense-7-abc");
        assertThat(intents.list()).containsExactly(second);
    }

    @Test
    void aDamagedFileStaysAndHidesNoOther() throws Exception {
        EngineHome home = EngineHome.create(folder.resolve("home"));
        Path damaged = home.folder().resolve("held/snapshot-3.json");
        Files.writeString(damaged, "{ \"kind\"");
        HeldIntent sound =
                HeldIntent.snapshot(1, 7, "vc", "vm-42", "sendense-7-abc", Instant.EPOCH);
        home.heldIntents().record(sound);
        assertThat(home.heldIntents().list()).containsExactly(sound);
        assertThat(damaged).exists();
    }

    @Test
    void aHomeIsReadableByItsOwnerOnly() throws Exception {
        EngineHome home = EngineHome.create(folder.resolve("home"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())))
                .isEqualTo("rwx------");
    }

    @Test
    void socketsOfAHomeWithALongPathLieInAPrivateFolderThatAllProcessesFind() throws Exception {
        Path deep = folder.resolve("x".repeat(60)).resolve("y".repeat(60));
        Path socket = EngineHome.create(deep).controlSocket();
        assertThat(socket.toString().length()).isLessThanOrEqualTo(103);
        assertThat(EngineHome.create(deep).controlSocket()).isEqualTo(socket);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent())))
                .isEqualTo("rwx------");
        Files.delete(socket.getParent());
    }

    @Test
    void refusesAHomeThatIsAFile() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> EngineHome.create(file)).isInstanceOf(EngineException.class);
    }
}
