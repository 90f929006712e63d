package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.image.DiskFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Descriptors that name what they should not, or say what cannot be.
@Timeout(30)
class HostileDescriptorTest {
    @TempDir Path outside;
    private Path folder = Path.of("");

    @BeforeEach
    void makeFiles() throws IOException {
        folder = Files.createDirectories(outside.resolve("vm"));
        Files.write(outside.resolve("secret"), new byte[4096]);
        Files.write(folder.resolve("flat"), new byte[4096]);
    }

    private Path descriptor(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), "# Disk DescriptorFile\nversion=1\n" + text);
    }

    private void refused(String line, String... texts) throws IOException {
        Path file = descriptor("disk.vmdk", line + "\n");
        var thrown =
                assertThatThrownBy(() -> VmdkImage.open(file, ParentFiles.anywhere()).close())
                        .as(line)
                        .isInstanceOf(VmdkFormatException.class);
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
    }

    @Test
    void extentsOutsideOfTheFolder() throws IOException {
        for (String name :
                new String[] {
                    "/etc/passwd",
                    outside.resolve("secret").toString(),
                    "../secret",
                    "x/../../secret",
                    "..",
                    "..\\\\secret",
                    "C:\\\\disk.vmdk",
                    "c:disk",
                    "\\\\\\\\.\\\\PhysicalDrive0"
                }) {
            refused("RW 8 FLAT \"" + name + "\" 0", "line 3", "not a plain name");
            refused("RW 8 SPARSE \"" + name + "\"", "line 3", "not a plain name");
        }
        Files.createSymbolicLink(folder.resolve("link"), outside.resolve("secret"));
        refused("RW 8 FLAT \"link\" 0", "lies outside of '" + folder.toRealPath() + "'");
    }

    @Test
    void extentsThatAreNoFiles() throws Exception {
        Files.createDirectory(folder.resolve("directory"));
        refused("RW 8 FLAT \"directory\" 0", "no regular file");
        refused("RW 8 FLAT \".\" 0", "no regular file");
        refused("RW 8 FLAT \"nothing\" 0", "does not exist");
        refused("RW 8 FLAT \"disk.vmdk\" 0", "the descriptor itself");
        refused("RW 8 FLAT", "names no file");
        refused("RW 8 FLAT \"a\u0001\0b\" 0", "no extent");
        Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start();
        if (mkfifo.waitFor() == 0) {
            refused("RW 8 FLAT \"pipe\" 0", "no regular file");
            refused("RW 8 SPARSE \"pipe\"", "no regular file");
        }
    }

    @Test
    void extentsThatCannotBe() throws IOException {
        refused("RW 9 FLAT \"flat\" 0", "4096 bytes long", "expects 4608 bytes from 0");
        refused("RW 1 FLAT \"flat\" 8", "expects 512 bytes from 4096");
        refused("RW 1 FLAT \"flat\" 137438953472", "from 70368744177664");
        refused("RW 0 FLAT \"flat\" 0", "has no sectors");
        refused("RW 137438953473 ZERO", "137438953473", "more than any disk");
        refused("RW 137438953472 ZERO\nRW 1 ZERO", "line 4", "70368744178176");
        refused("RW 8 SPARSE \"flat\"", "no sparse extent");
        refused("NOACCESS 8 FLAT \"flat\" 0", "without access");
        refused("RW 8 VMFSSPARSE \"flat\"", "does not begin like a redo log");
        refused("RW 8 VMFSRDM \"flat\"", "raw device mapping");
        refused("RW 8 FROBNICATE \"flat\"", "FROBNICATE");
        refused("createType=\"vmfs\"", "lists none");
        new SparseBytes().write(folder.resolve("sparse"));
        refused("RW 131073 SPARSE \"sparse\"", "67109376 bytes, its header 67108864");
        new SparseBytes().putLong(SparseBytes.GRAIN, 0).write(folder.resolve("sparse"));
        refused("RW 131072 SPARSE \"sparse\"", "grain size is 0");
    }

    @Test
    void everyFileIsClosedWhenTheLastExtentIsBroken() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return;
        }
        refused("RW 8 FLAT \"flat\" 0\n".repeat(300) + "RW 8 FLAT \"nothing\" 0", "nothing");
        try (var files = Files.list(open)) {
            assertThat(files.filter(HostileDescriptorTest::isFlat)).isEmpty();
        }
    }

    private static boolean isFlat(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).endsWith("vm/flat");
        } catch (IOException _) {
            return false;
        }
    }

    private void parentRefused(ParentFiles parents, String hint, String... texts)
            throws IOException {
        Path file =
                descriptor(
                        "child.vmdk",
                        "CID=2\nparentCID=1\n%s\nRW 8 FLAT \"flat\" 0\n".formatted(hint));
        var thrown =
                assertThatThrownBy(() -> VmdkImage.open(file, parents).close())
                        .isInstanceOf(VmdkFormatException.class);
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
    }

    private static String hint(Object name) {
        return "parentFileNameHint=\"" + name + "\"";
    }

    @Test
    void parents() throws IOException {
        ParentFiles within = ParentFiles.within(folder);
        Path base = outside.resolve("base.vmdk");
        Files.writeString(base, "version=1\nCID=1\nparentCID=ffffffff\nRW 8 ZERO\n");
        parentRefused(ParentFiles.none(), hint("../base.vmdk"), "not allowed here");
        parentRefused(within, hint("../base.vmdk"), "lies outside of");
        parentRefused(within, hint(base), "lies outside of");
        parentRefused(within, hint("nothing"), "does not exist");
        parentRefused(within, hint("a\u0001"), "does not exist");
        parentRefused(within, "", "names no parent");
        parentRefused(within, hint("child.vmdk"), "the chain is a loop");
        parentRefused(within, hint("."), "no regular file");
        parentRefused(within, hint("flat"), "lists none");
        for (Object name : new Object[] {"../base.vmdk", base}) {
            Path child =
                    descriptor(
                            "child.vmdk",
                            "CID=2\nparentCID=1\n%s\nRW 8 ZERO\n".formatted(hint(name)));
            VmdkImage.open(child, ParentFiles.anywhere()).close();
            VmdkImage.open(child, ParentFiles.within(outside)).close();
        }
    }

    @Test
    void aParentThatChangedSince() throws IOException {
        descriptor("base.vmdk", "CID=00000007\nparentCID=ffffffff\nRW 8 ZERO\n");
        parentRefused(
                ParentFiles.within(folder),
                hint("base.vmdk"),
                "a delta of content 1",
                "base.vmdk' has content 7");
        descriptor("base.vmdk", "RW 8 ZERO\n");
        parentRefused(ParentFiles.within(folder), hint("base.vmdk"), "has content unknown");
        Path odd = descriptor("odd.vmdk", hint("base.vmdk") + "\nRW 8 ZERO\n");
        assertThatThrownBy(() -> VmdkImage.open(odd, ParentFiles.anywhere()))
                .hasMessageContaining("its parentCID says that it has none");
    }

    @Test
    void chainsThatEndNowhere() throws IOException {
        descriptor("a.vmdk", "CID=1\nparentCID=1\n" + hint("b.vmdk") + "\nRW 8 ZERO\n");
        descriptor("b.vmdk", "CID=1\nparentCID=1\n" + hint("a.vmdk") + "\nRW 8 ZERO\n");
        assertThatThrownBy(
                        () -> VmdkImage.open(folder.resolve("a.vmdk"), ParentFiles.within(folder)))
                .isInstanceOf(VmdkFormatException.class)
                .hasMessageContaining("the chain is a loop");
        for (int i = 0; i < 300; i++) {
            descriptor(
                    i + ".vmdk", "CID=1\nparentCID=1\n" + hint(i + 1 + ".vmdk") + "\nRW 8 ZERO\n");
        }
        assertThatThrownBy(
                        () -> VmdkImage.open(folder.resolve("0.vmdk"), ParentFiles.within(folder)))
                .isInstanceOf(VmdkFormatException.class)
                .hasMessageContaining("deeper than 256 disks");
    }

    @Test
    void aRawDiskWithADescriptorInItsFirstSectorStaysRaw() throws IOException {
        String text = "# Disk DescriptorFile\r\n\r\nversion=1\r\nRW 8 FLAT \"flat\" 0\r\n";
        Path small = Files.writeString(folder.resolve("small"), text);
        assertThat(DiskFormat.probe(small)).isEqualTo(DiskFormat.VMDK);
        Path large = folder.resolve("large");
        Files.write(large, ByteBuffer.allocate(5 << 20).put(text.getBytes()).array());
        assertThat(DiskFormat.probe(large)).isEqualTo(DiskFormat.RAW);
        assertThatThrownBy(() -> VmdkImage.open(large, ParentFiles.none()))
                .hasMessageContaining("5242880 bytes is longer than 4194304");
        for (String other : new String[] {"", "version", "#!/bin/sh\nx", "\n\n", "#".repeat(9)}) {
            Path file = Files.writeString(folder.resolve("other"), other);
            assertThat(DiskFormat.probe(file)).as(other).isEqualTo(DiskFormat.RAW);
        }
    }
}
