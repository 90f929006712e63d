package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.image.MapEntry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Sparse extents made to harm whoever reads them.
@Timeout(30)
class HostileVmdkTest {
    @TempDir Path folder;

    private void refused(SparseBytes bytes, String... texts) throws IOException {
        Path file = bytes.write(folder.resolve("a.vmdk"));
        var thrown =
                assertThatThrownBy(() -> readAll(file))
                        .isInstanceOf(VmdkFormatException.class)
                        .hasMessageContaining("a.vmdk");
        for (String text : texts) {
            thrown.hasMessageContaining(text);
        }
    }

    private static byte[] readAll(Path file) throws IOException {
        try (VmdkImage image = VmdkImage.open(file, ParentFiles.none())) {
            ByteBuffer content = ByteBuffer.allocate((int) image.size());
            image.read(0, content);
            image.blockStatus(0, image.size());
            return content.array();
        }
    }

    private static SparseBytes bytes() {
        return new SparseBytes();
    }

    @Test
    void theUnbrokenFileIsRead() throws IOException {
        byte[] content = readAll(bytes().write(folder.resolve("a.vmdk")));
        assertThat(content).hasSize((int) SparseBytes.SIZE);
        assertThat(content[0]).isEqualTo((byte) 3);
        assertThat(content[4096]).isEqualTo((byte) 4);
        assertThat(content[2 << 20]).isEqualTo((byte) 5);
        assertThat(content[8192]).isZero();
    }

    @Test
    void sizesOfTheHeader() throws IOException {
        refused(bytes().putLong(SparseBytes.CAPACITY, 0), "capacity is 0 sectors");
        refused(bytes().putLong(SparseBytes.CAPACITY, -1), "18446744073709551615");
        refused(bytes().putLong(SparseBytes.CAPACITY, (1L << 37) + 1), "137438953473");
        for (long grain : new long[] {0, 1, 4, 9, 8192, 1L << 40, -8}) {
            refused(bytes().putLong(SparseBytes.GRAIN, grain), "grain size is " + grain);
        }
        for (int entries : new int[] {0, 511, 1 << 30, -1}) {
            refused(
                    bytes().putInt(SparseBytes.ENTRIES, entries),
                    Integer.toUnsignedString(entries),
                    "expected 512");
        }
        refused(bytes().putInt(4, 0), "version 0");
        refused(bytes().putInt(4, 4), "version 4");
    }

    @Test
    void aCopyAsTextAndWhatWeDoNotRead() throws IOException {
        refused(bytes().putByte(74, '\n'), "copied as text");
        refused(bytes().putByte(SparseBytes.COMPRESSION, 2), "compression algorithm 2");
        refused(bytes().putByte(SparseBytes.COMPRESSION, 1), "contradict");
        refused(bytes().putInt(8, 1 | 1 << 16), "contradict");
        refused(
                bytes().putInt(8, 1 | 1 << 16).putByte(SparseBytes.COMPRESSION, 1),
                "without markers");
    }

    @Test
    void directoriesAndTablesOutsideOfTheFile() throws IOException {
        for (long at : new long[] {0, 48, 1L << 32, 1L << 55, Long.MAX_VALUE, -2}) {
            refused(
                    bytes().single().putLong(SparseBytes.DIRECTORY, at),
                    "grain directory of 1 sectors at sector " + Long.toUnsignedString(at),
                    "file of 48 sectors");
        }
        for (int at : new int[] {45, 1 << 30, -1}) {
            refused(
                    bytes().single().putInt(SparseBytes.DIRECTORY_BYTE + 4, at),
                    "grain table 1 at sector " + Integer.toUnsignedString(at),
                    "file of 48 sectors");
        }
        refused(bytes().single().putLong(SparseBytes.DIRECTORY, -1), "the footer is missing");
    }

    @Test
    void tablesOverEachOther() throws IOException {
        refused(
                bytes().single().putInt(SparseBytes.DIRECTORY_BYTE + 4, 11),
                "sectors 8 and 11 overlap");
        refused(
                bytes().single().putInt(SparseBytes.DIRECTORY_BYTE + 40, 12),
                "sectors 12 and 12 overlap");
    }

    @Test
    void aDamagedDirectoryIsReplacedByTheRedundantOne() throws IOException {
        byte[] sound = readAll(bytes().write(folder.resolve("a.vmdk")));
        SparseBytes damaged = bytes().putInt(SparseBytes.DIRECTORY_BYTE, 1 << 29);
        assertThat(readAll(damaged.write(folder.resolve("a.vmdk")))).isEqualTo(sound);
        refused(
                damaged.putInt(SparseBytes.REDUNDANT_BYTE + 4, 17),
                "grain directory: grain table 0 at sector 536870912");
    }

    @Test
    void grainsOutsideOfTheFile() throws IOException {
        for (int at : new int[] {41, 1 << 30, -1}) {
            refused(
                    bytes().putInt(SparseBytes.TABLE_BYTE + 4, at),
                    "the grain of byte 4096",
                    "at byte " + Integer.toUnsignedLong(at) * 512 + " of a file of 24576");
        }
    }

    @Test
    void grainsOneAfterTheOtherUpToTheEndOfTheFile() throws IOException {
        // Entry 1 continues entry 0, entry 2 would lie behind the end.
        SparseBytes bytes = bytes().putInt(SparseBytes.TABLE_BYTE, 32);
        bytes.putInt(SparseBytes.TABLE_BYTE + 4, 40).putInt(SparseBytes.TABLE_BYTE + 8, 48);
        refused(bytes, "the grain of byte 8192");
    }

    @Test
    void packedGrains() throws IOException {
        byte[] grain = new byte[4096];
        grain[77] = 7;
        SparseBytes sound = bytes().packed(0, -1, grain).putInt(SparseBytes.TABLE_BYTE + 4, 0);
        sound.putInt(SparseBytes.TABLE_BYTE + 4 * 512, 0);
        assertThat(readAll(sound.write(folder.resolve("a.vmdk")))[77]).isEqualTo((byte) 7);
        refused(bytes().packed(1, -1, grain), "grain at byte 12288 is marked as sector 1, not 0");
        refused(bytes().packed(0, 0, grain), "has 0 packed bytes");
        refused(bytes().packed(0, 8193, grain), "has 8193 packed bytes, expected 1 to 8192");
        refused(bytes().packed(0, Integer.MIN_VALUE >>> 1, grain), "packed bytes");
        refused(bytes().packed(0, 5, grain), "ends after");
        refused(bytes().packed(0, -1, new byte[512]), "ends after 512 of 4096 bytes");
        refused(bytes().packed(0, -1, grain).putByte(12288 + 12, 0xff), "does not unpack");
        refused(bytes().packed(0, -1, grain).putInt(SparseBytes.TABLE_BYTE, 47), "sector");
    }

    @Test
    void twoEntriesForOnePackedGrain() throws IOException {
        byte[] grain = new byte[4096];
        SparseBytes bytes = bytes().packed(0, -1, grain);
        bytes.putInt(SparseBytes.TABLE_BYTE + 4, 24);
        refused(bytes, "is marked as sector 0, not 8");
    }

    @Test
    void aPackedBombFillsOneGrain() throws IOException {
        SparseBytes bomb = bytes().packed(0, -1, new byte[3 << 20]);
        bomb.putInt(SparseBytes.TABLE_BYTE + 4, 0).putInt(SparseBytes.TABLE_BYTE + 2048, 0);
        assertThat(readAll(bomb.write(folder.resolve("a.vmdk")))).hasSize(64 << 20);
    }

    @Test
    void embeddedDescriptors() throws IOException {
        refused(bytes().putLong(SparseBytes.DESCRIPTOR_AT, 48), "descriptor of 1 sectors");
        refused(bytes().putLong(SparseBytes.DESCRIPTOR_AT, -1), "18446744073709551615");
        refused(bytes().putLong(SparseBytes.DESCRIPTOR_SIZE, 1L << 40), "1099511627776 sectors");
        refused(bytes().putLong(SparseBytes.DESCRIPTOR_SIZE, 0), "descriptor of 0 sectors");
        refused(
                bytes().descriptor("RW 1 SPARSE \"a.vmdk\"\nRW 1 FLAT \"/etc/passwd\" 0"),
                "inside of the first of 2 extents");
    }

    @Test
    void theLargestDiskInTheSmallestFileIsMappedAtOnce() throws IOException {
        Path file = bytes().write(folder.resolve("a.vmdk"));
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            // 64 TiB with grains of 64 KiB: a directory of 8 MiB, all of it a hole.
            byte[] header = bytes().single().putLong(SparseBytes.GRAIN, 128).toArray();
            ByteBuffer.wrap(header)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(SparseBytes.CAPACITY, 1L << 37)
                    .putLong(SparseBytes.DIRECTORY, 48);
            large.write(header);
            large.setLength(header.length + (8L << 20));
        }
        try (VmdkImage image = VmdkImage.open(file, ParentFiles.none())) {
            assertThat(DiskMap.of(image))
                    .containsExactly(
                            new MapEntry(0, 1L << 46, 0, false, true, false, OptionalLong.empty()));
        }
    }

    @Test
    void moreTablesThanAreKept() throws IOException {
        refused(
                bytes().single().putLong(SparseBytes.CAPACITY, 1L << 37),
                "needs 33554432 grain tables, expected at most 2097152");
    }

    @Test
    void aRedoLogWithoutItsDescriptorIsKnownAndRefused() throws IOException {
        for (byte[] start : List.of(new byte[] {'C', 'O', 'W', 'D'}, seSparse())) {
            Path file = Files.write(folder.resolve("delta.vmdk"), Arrays.copyOf(start, 4096));
            assertThat(DiskFormat.probe(file)).isEqualTo(DiskFormat.VMDK);
            assertThatThrownBy(() -> VmdkImage.open(file, ParentFiles.none()))
                    .isInstanceOf(UnsupportedVmdkException.class)
                    .hasMessageContaining("redo log without its descriptor");
        }
    }

    private static byte[] seSparse() {
        return new byte[] {(byte) 0xbe, (byte) 0xba, (byte) 0xfe, (byte) 0xca};
    }

    @Test
    void emptyAndShortFiles() throws IOException {
        for (int length : new int[] {0, 1, 4, 100, 511, 512, 1023}) {
            byte[] start = Arrays.copyOf(bytes().toArray(), length);
            Path file = Files.write(folder.resolve("a.vmdk"), start);
            assertThatThrownBy(() -> readAll(file))
                    .as("%d bytes", length)
                    .isInstanceOf(VmdkFormatException.class);
        }
    }
}
