package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.PositionedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A header that makes no sense, or that asks for more than we do, is refused with what is wrong
/// about it, before anything else is looked at.
@Timeout(20)
class HostileHeadersTest {
    private static final long DATA_FILE_BIT = 4;

    @TempDir private Path folder;

    /// What is done to a sound header, and what the refusal must say.
    private record Case(Change change, String text) {}

    @FunctionalInterface
    private interface Change {
        void to(ByteBuffer header);
    }

    private final Map<String, Case> cases = new LinkedHashMap<>();

    private void when(String name, Change change, String text) {
        cases.put(name, new Case(change, text));
    }

    private void whenInt(int field, long value, String text) {
        when("int at " + field + ": " + value, header -> header.putInt(field, (int) value), text);
    }

    private void whenLong(int field, long value, String text) {
        when("long at " + field + ": " + value, header -> header.putLong(field, value), text);
    }

    /// A header of version 3, 64 KiB clusters: L1 table at 0x30000, refcount table at 0x10000.
    @TestFactory
    List<DynamicTest> isRefused() {
        whenInt(HeaderField.MAGIC, 0x4b444d56, "is no QCOW2 file");
        whenInt(HeaderField.VERSION, 0, "format version 0");
        whenInt(HeaderField.VERSION, 4, "format version 4");
        whenInt(HeaderField.VERSION, -1, "format version 4294967295");
        whenInt(HeaderField.CLUSTER_BITS, 8, "cluster bits of 'bad.qcow2' are 8");
        whenInt(HeaderField.CLUSTER_BITS, 22, "cluster bits of 'bad.qcow2' are 22");
        whenInt(HeaderField.CLUSTER_BITS, -1, "cluster bits of 'bad.qcow2' are 4294967295");
        whenInt(HeaderField.ENCRYPTION, 1, "AES encryption");
        whenInt(HeaderField.ENCRYPTION, 2, "LUKS encryption");
        whenInt(HeaderField.ENCRYPTION, 77, "encryption method 77");
        whenInt(HeaderField.HEADER_BYTES, 96, "header length of 'bad.qcow2' is 96");
        whenInt(HeaderField.HEADER_BYTES, 106, "header length of 'bad.qcow2' is 106");
        whenInt(HeaderField.HEADER_BYTES, 65_544, "header length of 'bad.qcow2' is 65544");
        whenInt(HeaderField.HEADER_BYTES, -8, "header length of 'bad.qcow2' is 4294967288");
        features();
        sizesAndTables();
        extensions();
        return cases.entrySet().stream()
                .map(entry ->
                        DynamicTest.dynamicTest(
                                entry.getKey(), () -> assertRefused(entry.getValue())))
                .toList();
    }

    private void features() {
        whenLong(HeaderField.INCOMPATIBLE, DATA_FILE_BIT, "an external data file");
        whenLong(HeaderField.INCOMPATIBLE, 1 << 5, "unknown incompatible feature bit 5");
        whenLong(HeaderField.INCOMPATIBLE, Long.MIN_VALUE, "unknown incompatible feature bit 63");
        when(
                "a feature that has a name",
                header -> {
                    header.putLong(HeaderField.INCOMPATIBLE, 1L << 40);
                    header.putInt(112, HeaderField.EXTENSION_FEATURE_NAMES).putInt(116, 48);
                    header.put(120, (byte) 0).put(121, (byte) 40);
                    header.put(122, "time travel".getBytes(StandardCharsets.UTF_8));
                },
                "incompatible feature 'time travel' (bit 40)");
        whenLong(HeaderField.INCOMPATIBLE, 8, "compression type of 'bad.qcow2' is 0 with");
        when(
                "zstd without its bit",
                header -> header.put(HeaderField.COMPRESSION, (byte) 1),
                "compression type of 'bad.qcow2' is 1 without");
        when(
                "an unknown compression",
                header ->
                        header.putLong(HeaderField.INCOMPATIBLE, 8)
                                .put(HeaderField.COMPRESSION, (byte) 9),
                "compression type 9");
        when(
                "parts of clusters that are too small",
                header ->
                        header.putLong(HeaderField.INCOMPATIBLE, 16)
                                .putInt(HeaderField.CLUSTER_BITS, 12),
                "cluster size with extended L2 entries of 'bad.qcow2' is 4 096 bytes");
        whenInt(HeaderField.REFCOUNT_ORDER, 7, "refcount order of 'bad.qcow2' is 7");
        whenInt(HeaderField.REFCOUNT_ORDER, -1, "refcount order of 'bad.qcow2' is 4294967295");
    }

    private void sizesAndTables() {
        whenLong(HeaderField.SIZE, -1, "disk size of 'bad.qcow2' is 18446744073709551615");
        whenLong(HeaderField.SIZE, 1L << 40, "L1 table length of 'bad.qcow2' is 1 entries");
        whenLong(HeaderField.SIZE, Long.MAX_VALUE, "L1 table length of 'bad.qcow2' is 1 entries");
        whenInt(HeaderField.L1_ENTRIES, 0, "L1 table length of 'bad.qcow2' is 0 entries");
        whenInt(HeaderField.L1_ENTRIES, -1, "is 34 359 738 360 bytes, expected at most");
        whenInt(HeaderField.L1_ENTRIES, 4 << 20, "with 33 554 432 bytes reaches past end of file");
        whenLong(HeaderField.L1_OFFSET, 0, "L1 table offset of 'bad.qcow2' is 0");
        whenLong(HeaderField.L1_OFFSET, 0x30200, "L1 table offset of 'bad.qcow2' is 0x30200");
        whenLong(HeaderField.L1_OFFSET, 1L << 40, "L1 table of 'bad.qcow2' at 0x10000000000");
        whenLong(HeaderField.L1_OFFSET, Long.MIN_VALUE, "L1 table of 'bad.qcow2' at 0x80000");
        whenLong(HeaderField.L1_OFFSET, -65_536, "L1 table of 'bad.qcow2' at 0xffffffffffff0000");
        whenLong(HeaderField.L1_OFFSET, 0x10000, "L1 table of 'bad.qcow2' at 0x10000 overlaps");
        whenInt(HeaderField.REFCOUNT_TABLE_CLUSTERS, 0, "refcount table length of 'bad.qcow2'");
        whenInt(HeaderField.REFCOUNT_TABLE_CLUSTERS, -1, "is 281 474 976 645 120 bytes");
        whenInt(HeaderField.REFCOUNT_TABLE_CLUSTERS, 129, "is 8 454 144 bytes, expected one");
        whenInt(HeaderField.REFCOUNT_TABLE_CLUSTERS, 128, "reaches past end of file");
        whenInt(HeaderField.REFCOUNT_TABLE_CLUSTERS, 3, "overlaps the refcount table");
        whenLong(HeaderField.REFCOUNT_TABLE_OFFSET, 0, "refcount table offset of 'bad.qcow2'");
        whenLong(HeaderField.REFCOUNT_TABLE_OFFSET, 12_345, "is 0x3039, expected a multiple of");
        whenLong(HeaderField.REFCOUNT_TABLE_OFFSET, 1L << 60, "reaches past end of file");
        whenInt(HeaderField.SNAPSHOTS, -1, "number of snapshots of 'bad.qcow2' is 4294967295");
        when(
                "snapshots past the end",
                header ->
                        header.putInt(HeaderField.SNAPSHOTS, 3)
                                .putLong(HeaderField.SNAPSHOTS_OFFSET, 1L << 41),
                "snapshot table of 'bad.qcow2' at 0x20000000000");
    }

    private void extensions() {
        when(
                "an extension longer than the header",
                header -> header.putInt(112, 0x1234).putInt(116, 65_536),
                "header extension 0x1234 of 'bad.qcow2' claims 65536 bytes");
        when(
                "a bitmaps extension that is too short",
                header -> header.putInt(112, HeaderField.EXTENSION_BITMAPS).putInt(116, 8),
                "bitmaps extension of 'bad.qcow2' has 8 bytes");
        whenLong(HeaderField.BACKING_OFFSET, 50, "lies at 0x32, outside of the first cluster");
        whenLong(HeaderField.BACKING_OFFSET, 70_000, "lies at 0x11170, outside of the first");
        whenLong(HeaderField.BACKING_OFFSET, -1, "outside of the first cluster");
        when(
                "a backing name that is too long",
                header ->
                        header.putLong(HeaderField.BACKING_OFFSET, 200)
                                .putInt(HeaderField.BACKING_BYTES, 1024),
                "has 1024 bytes at 0xc8, expected at most 1023");
        when(
                "a backing name that leaves the cluster",
                header ->
                        header.putLong(HeaderField.BACKING_OFFSET, 65_500)
                                .putInt(HeaderField.BACKING_BYTES, 100),
                "has 100 bytes at 0xffdc, expected at most 1023");
    }

    private Path sound() throws IOException {
        Path file = folder.resolve("bad.qcow2");
        Files.deleteIfExists(file);
        Qcow2Options options = Qcow2Options.ofSize(1 << 20).withCompression(CompressionType.ZLIB);
        Qcow2Image.create(file, options).close();
        return file;
    }

    private void assertRefused(Case one) throws IOException {
        Path file = sound();
        try (PositionedFile raw = PositionedFile.open(file, true)) {
            ByteBuffer header = ByteBuffer.allocate(4096);
            raw.read(0, header);
            one.change.to(header);
            raw.write(0, header.clear());
        }
        for (OpenMode mode : OpenMode.values()) {
            assertThatThrownBy(() -> Qcow2Image.open(file, mode, BackingOpener.none()))
                    .isInstanceOf(Qcow2FormatException.class)
                    .hasMessageContaining("'bad.qcow2'")
                    .hasMessageContaining(one.text);
        }
        assertThatThrownBy(() -> Qcow2Check.run(file)).isInstanceOf(Qcow2FormatException.class);
        assertThatThrownBy(() -> Qcow2Check.repairLeaks(file))
                .isInstanceOf(Qcow2FormatException.class);
        assertThatThrownBy(() -> MetadataDigest.sha256(file))
                .isInstanceOf(Qcow2FormatException.class);
    }

    @Test
    void isRefusedWhereverItIsCutOff() throws IOException {
        byte[] sound = Files.readAllBytes(sound());
        Path file = folder.resolve("bad.qcow2");
        for (int length : new int[] {0, 1, 3, 4, 71, 72, 103, 104, 111, 112, 4096, 65_536}) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThatThrownBy(
                            () -> Qcow2Image.open(file, OpenMode.READ_ONLY, BackingOpener.none()))
                    .as("%d bytes", length)
                    .isInstanceOf(Qcow2FormatException.class);
        }
    }
}
