package io.sendense.engine.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFileTest {
    @TempDir private Path folder;

    @Test
    void replacesContentAndIsReadableByItsOwnerOnly() throws IOException {
        Path file = folder.resolve("file");
        DurableFile.write(file, "one".getBytes());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        DurableFile.write(file, "two".getBytes());
        assertThat(Files.readString(file)).isEqualTo("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void isNotDisturbedByAnInterruptAndKeepsIt() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        try {
            DurableFile.write(file, "one".getBytes());
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
            assertThat(DurableFile.delete(file)).isTrue();
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void leavesTheOldContentWhenTheNewCannotBeWritten() throws IOException {
        Path file = folder.resolve("file");
        DurableFile.write(file, "one".getBytes());
        Files.createDirectory(folder.resolve("file.part"));
        Files.createFile(folder.resolve("file.part/occupied"));
        assertThatThrownBy(() -> DurableFile.write(file, "two".getBytes()))
                .isInstanceOf(IOException.class);
        assertThat(Files.readString(file)).isEqualTo("one");
    }

    @Test
    void overwritesWhatACrashLeft() throws IOException {
        Files.writeString(folder.resolve("file.part"), "a long unfinished content");
        DurableFile.write(folder.resolve("file"), "one".getBytes());
        assertThat(Files.readString(folder.resolve("file"))).isEqualTo("one");
    }

    @Test
    void removesOnce() throws IOException {
        Path file = folder.resolve("file");
        DurableFile.write(file, new byte[0]);
        assertThat(DurableFile.delete(file)).isTrue();
        assertThat(DurableFile.delete(file)).isFalse();
    }
}
