package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Names of backing files come from files and are not trusted.
@Timeout(20)
class HostileBackingTest {
    @TempDir private Path folder;
    private Path repository;

    @BeforeEach
    void make() throws IOException {
        repository = Files.createDirectory(folder.resolve("repository"));
        Qcow2Image.create(folder.resolve("outside.qcow2"), Qcow2Options.ofSize(4096)).close();
        Qcow2Image.create(repository.resolve("inside.qcow2"), Qcow2Options.ofSize(4096)).close();
    }

    private Path over(String file, String backing, String format) throws IOException {
        Path path = repository.resolve(file);
        Qcow2Options options =
                Qcow2Options.ofSize(4096).withBacking(backing, format, new MemoryBlockDevice(4096));
        Qcow2Image.create(path, options).close();
        return path;
    }

    private void assertRefused(Path file, String text) {
        assertThatThrownBy(() ->
                        Qcow2Image.open(file, OpenMode.READ_ONLY, BackingFiles.within(repository)))
                .isInstanceOf(Qcow2FormatException.class)
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nbd://127.0.0.1/disk",
                "nbd:localhost:10809",
                "http://127.0.0.1/disk.qcow2",
                "ssh://root@host/disk",
                "json:{\"driver\":\"file\",\"filename\":\"/etc/passwd\"}",
                "json:{}",
                "file:inside.qcow2",
                "fat:rw:/tmp",
                "blkdebug::inside.qcow2"
            })
    void thatMeanAProtocolAreRefused(String name) throws IOException {
        assertRefused(over("top.qcow2", name, "raw"), "names a protocol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../outside.qcow2",
                "./../repository/../outside.qcow2",
                "link",
                "linked/outside.qcow2"
            })
    void thatLeadOutsideAreRefused(String name) throws IOException {
        Files.createSymbolicLink(repository.resolve("link"), folder.resolve("outside.qcow2"));
        Files.createSymbolicLink(repository.resolve("linked"), folder);
        assertRefused(over("top.qcow2", name, "qcow2"), "lies outside of");
    }

    @Test
    void thatAreAbsoluteAreFollowedInsideOnly() throws IOException {
        assertRefused(over("1.qcow2", "/etc/passwd", "raw"), "lies outside of");
        assertRefused(over("2.qcow2", "/dev/zero", "raw"), "lies outside of");
        Path outside = folder.resolve("outside.qcow2").toRealPath();
        assertRefused(over("3.qcow2", outside.toString(), "qcow2"), "lies outside of");
        Path inside = repository.resolve("inside.qcow2").toRealPath();
        Path top = over("4.qcow2", inside.toString(), "qcow2");
        Qcow2Image.open(top, OpenMode.READ_ONLY, BackingFiles.within(repository)).close();
    }

    @Test
    void thatLeadOutsideAreFollowedWhereThatWasAllowed() throws IOException {
        Path top = over("top.qcow2", "../outside.qcow2", "qcow2");
        BackingFiles allowed = BackingFiles.within(repository).orWithin(folder);
        Qcow2Image.open(top, OpenMode.READ_ONLY, allowed).close();
    }

    @Test
    void thatAreNoFilesAreRefused() throws Exception {
        assertRefused(over("1.qcow2", "none.qcow2", "qcow2"), "does not exist");
        Files.createDirectory(repository.resolve("folder"));
        assertRefused(over("2.qcow2", "folder", "raw"), "is no regular file");
        assertRefused(over("3.qcow2", "inside.qcow2/x", "raw"), "cannot be reached");
        assertRefused(over("4.qcow2", "a\0b", "raw"), "is no file name");
        assertRefused(over("5.qcow2", "inside.qcow2", "vmdk"), "a backing file of format 'vmdk'");
        assertRefused(over("6.qcow2", "inside.qcow2", "\n"), "a backing file of format '\n'");
        assertRefused(over("7.qcow2", "x".repeat(1000), "raw"), "backing file 'xxx");
    }

    /// Opening one would wait for somebody who writes into it.
    @Test
    void thatArePipesAreRefused() throws Exception {
        Path pipe = repository.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        assertRefused(over("raw.qcow2", "pipe", "raw"), "is no regular file");
        assertRefused(over("qcow2.qcow2", "pipe", "qcow2"), "is no regular file");
    }

    @Test
    void thatMakeALoopAreRefused() throws IOException {
        assertRefused(over("self.qcow2", "self.qcow2", "qcow2"), "the chain is a loop");
        over("a.qcow2", "b.qcow2", "qcow2");
        Path b = over("b.qcow2", "./a.qcow2", "qcow2");
        assertRefused(b, "the chain is a loop");
        over("c.qcow2", "d.qcow2", "qcow2");
        Files.createLink(repository.resolve("d.qcow2"), repository.resolve("c.qcow2"));
        assertRefused(repository.resolve("c.qcow2"), "the chain is a loop");
    }

    @Test
    void thatGoOnAndOnAreRefused() throws IOException {
        String below = "inside.qcow2";
        for (int i = 0; i < BackingFiles.MAX_DEPTH; i++) {
            below = over(i + ".qcow2", below, "qcow2").getFileName().toString();
        }
        assertRefused(repository.resolve(below), "is deeper than 256 files");
        Path longest = repository.resolve((BackingFiles.MAX_DEPTH - 2) + ".qcow2");
        try (BlockDevice chain =
                Qcow2Image.open(longest, OpenMode.READ_ONLY, BackingFiles.within(repository))) {
            chain.read(0, ByteBuffer.allocate(4096));
            chain.blockStatus(0, 4096);
        }
    }

    /// A guest may write a header into its own raw disk; that must not make it one of ours.
    @Test
    void aRawFileIsNotLookedInto() throws IOException {
        Path top = over("top.qcow2", "inside.qcow2", "raw");
        try (BlockDevice chain =
                Qcow2Image.open(top, OpenMode.READ_ONLY, BackingFiles.within(repository))) {
            ByteBuffer bytes = ByteBuffer.allocate(4);
            chain.read(0, bytes);
            assertThat(bytes.getInt(0)).isEqualTo(HeaderField.MAGIC_VALUE);
        }
    }

    @Test
    void aFileWithoutAFormatIsNotGuessed() throws IOException {
        Files.write(repository.resolve("disk.raw"), new byte[4096]);
        Path top = over("top.qcow2", "disk.raw", "raw");
        try (DamagedImage image = DamagedImage.open(top)) {
            // The format extension becomes one that nobody knows.
            assertThat((int) (image.get(112) >>> 32))
                    .isEqualTo(HeaderField.EXTENSION_BACKING_FORMAT);
            image.putInt(112, 0x1234);
        }
        assertRefused(top, "'disk.raw' is no QCOW2 file");
    }

    @Test
    void aFileThatMustStandAloneHasNone() throws IOException {
        Path top = over("top.qcow2", "inside.qcow2", "qcow2");
        assertThatThrownBy(() -> Qcow2Image.open(top, OpenMode.READ_ONLY, BackingOpener.none()))
                .hasMessageContaining("which is not allowed here");
    }
}
