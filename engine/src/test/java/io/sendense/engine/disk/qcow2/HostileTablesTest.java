package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables behind a sound header that point anywhere: an error that names entry and place, or what a
/// check finds; never a hang, and never a write into the file's own tables.
@Timeout(30)
class HostileTablesTest {
    private static final int CLUSTER = 4096;
    private static final int SIZE = 8 << 20;

    @TempDir private Path folder;
    private Path file;

    @BeforeEach
    void make() throws IOException {
        file = folder.resolve("bad.qcow2");
        try (Qcow2Image image = create(CLUSTER, SIZE)) {
            image.write(0, ByteBuffer.allocate(1 << 20));
        }
    }

    private Qcow2Image create(int cluster, long size) throws IOException {
        return Qcow2Image.create(
                file,
                Qcow2Options.ofSize(size)
                        .withClusterBytes(cluster)
                        .withCompression(CompressionType.ZLIB));
    }

    private Qcow2Image open(OpenMode mode) throws IOException {
        return Qcow2Image.open(file, mode, BackingOpener.none());
    }

    private void assertUnreadable(String text) throws IOException {
        try (Qcow2Image image = open(OpenMode.READ_ONLY)) {
            assertThatThrownBy(() -> image.read(0, ByteBuffer.allocate(1 << 20)))
                    .isInstanceOf(Qcow2FormatException.class)
                    .hasMessageContaining(text)
                    .hasMessageContaining("'bad.qcow2'");
        }
    }

    @Test
    void anL1EntryThatPointsNowhere() throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL1(0, L2Entry.COPIED | 1L << 50);
        }
        assertUnreadable("L1 entry 0 of 'bad.qcow2' points at 0x4000000000000, past end of file");
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL1(0, 0x10200);
        }
        assertUnreadable("L1 entry 0 of 'bad.qcow2' points at 0x10200, which is no multiple");
    }

    @ParameterizedTest
    @CsvSource({
        "0x8004000000000000, 'L2 entry 3 of', 'points at 0x4000000000000, past end of file'",
        "0x8000000000010200, 'L2 entry 3 of', 'points at 0x10200, which is no multiple'",
        "0x4000004000000000, 'L2 entry 3 of', 'points at 0x4000000000, past end of file'",
        "0x4000000000003001, 'compressed cluster at 0x3001 of', 'does not unpack'",
        "0x7fffffff00003000, 'L2 entry 3 of', 'past end of file'"
    })
    void anL2EntryThatPointsNowhere(String entry, String what, String why) throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL2(0, 3, Long.parseUnsignedLong(entry.substring(2), 16));
        }
        assertUnreadable(what);
        assertUnreadable(why);
    }

    @Test
    void aZstdFrameThatWantsAllTheMemory() throws IOException {
        Files.delete(file);
        Qcow2Image.create(file, Qcow2Options.ofSize(SIZE).withClusterBytes(CLUSTER)).close();
        try (DamagedImage image = DamagedImage.open(file)) {
            long place = image.length() / CLUSTER * CLUSTER + CLUSTER;
            image.setLength(place + 2 * CLUSTER);
            image.setL1(0, L2Entry.COPIED | place);
            image.setL2(0, 0, L2Entry.COMPRESSED | place + CLUSTER);
            // Magic; no checksum, no content size; a window of 2^31 * 1.875.
            image.put(place + CLUSTER, 0x28b52ffd_00af_0000L);
        }
        assertUnreadable("does not unpack: Frame requires too much memory");
    }

    @Test
    void refcountsThatPointNowhere() throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setRefcountBlock(0, 1L << 50);
        }
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            assertThatThrownBy(() -> image.write(SIZE / 2, ByteBuffer.allocate(1)))
                    .isInstanceOf(Qcow2FormatException.class)
                    .hasMessageContaining("refcount table entry 0 of 'bad.qcow2' points at");
        }
    }

    /// All refcounts are 0: the first cluster that seems to be free is the header.
    @Test
    void refcountsThatAreMissing() throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            for (int i = 0; i < 512; i++) {
                image.put(image.refcountBlock(0) + i * 8L, 0);
            }
        }
        byte[] before = Files.readAllBytes(file);
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> image.write(SIZE / 2, ByteBuffer.allocate(1)))
                        .isInstanceOf(Qcow2FormatException.class)
                        .hasMessageContaining("holds the header");
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"L1 table", "refcount table"})
    void clustersOfTheDiskThatAreTables(String table) throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            TableLocations tables = image.tables();
            long place =
                    table.equals("L1 table") ? tables.l1Offset() : tables.refcountTableOffset();
            image.setL2(0, 3, L2Entry.COPIED | place);
            image.setL2(0, 4, L2Entry.COPIED | L2Entry.ZERO | place);
        }
        byte[] before = Files.readAllBytes(file);
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            for (int cluster = 3; cluster <= 4; cluster++) {
                long offset = (long) cluster * CLUSTER;
                assertThatThrownBy(() -> image.write(offset, ByteBuffer.allocate(9)))
                        .isInstanceOf(Qcow2FormatException.class)
                        .hasMessageContaining("was to be written, but holds the " + table);
            }
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void anL2TableThatIsTheL1Table() throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL1(1, L2Entry.COPIED | image.tables().l1Offset());
        }
        byte[] before = Files.readAllBytes(file);
        try (Qcow2Image image = open(OpenMode.READ_WRITE)) {
            assertThatThrownBy(() -> image.write((2 << 20) + 100 * CLUSTER, ByteBuffer.allocate(9)))
                    .hasMessageContaining("was to be written, but holds the L1 table");
            assertThatThrownBy(() -> image.zero(2 << 20, 8 * CLUSTER, ZeroMode.MAY_DEALLOCATE))
                    .hasMessageContaining("was to be written, but holds the L1 table");
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    /// A small file that describes 2 EiB of data: 4 million times the same table of 262144 entries.
    @Test
    void tablesOnTopOfEachOther() throws Exception {
        Files.delete(file);
        int cluster = 2 << 20;
        create(cluster, 1L << 40).close();
        try (DamagedImage image = DamagedImage.open(file)) {
            long l1 = (image.length() / cluster + 1) * cluster;
            long l2 = l1 + (32 << 20);
            image.setLength(l2 + cluster);
            image.put(HeaderField.SIZE, 1L << 61);
            image.putInt(HeaderField.L1_ENTRIES, 4 << 20);
            image.put(HeaderField.L1_OFFSET, l1);
            for (long i = 0; i < 4 << 20; i += 512) {
                ByteBuffer entries = ByteBuffer.allocate(4096);
                while (entries.hasRemaining()) {
                    entries.putLong(l2);
                }
                image.write(l1 + i * 8, entries.flip());
            }
            image.put(l2, L2Entry.COPIED | l2);
        }
        CheckReport report = Qcow2Check.run(file);
        assertThat(report.findings())
                .anyMatch(text -> text.contains("L1 table has more L2 tables than fit the file"));
        assertThatThrownBy(() -> MetadataDigest.sha256(file))
                .hasMessageContaining("points to more tables than fit the file");
        try (Qcow2Image image = open(OpenMode.READ_ONLY)) {
            ByteBuffer bytes = ByteBuffer.allocate(16);
            image.read((1L << 61) - 16, bytes);
            assertThat(image.blockStatus(0, 1L << 40)).isNotEmpty();
        }
    }

    /// 65536 snapshots whose L1 tables of 32 MiB are all the same.
    @Test
    void snapshotsOnTopOfEachOther() throws Exception {
        try (DamagedImage image = DamagedImage.open(file)) {
            long l1 = (image.length() / CLUSTER + 1) * CLUSTER;
            long table = l1 + (32 << 20);
            image.setLength(table + 65_536 * 40);
            for (int i = 0; i < 65_536; i++) {
                image.put(table + i * 40L, l1);
                image.putInt(table + i * 40L + 8, 4 << 20);
            }
            image.putInt(HeaderField.SNAPSHOTS, 65_536);
            image.put(HeaderField.SNAPSHOTS_OFFSET, table);
        }
        assertThat(Qcow2Check.run(file).findings())
                .anyMatch(text -> text.contains("L1 tables are longer in all than the file"));
        open(OpenMode.READ_WRITE).close();
    }

    @Test
    void aSnapshotWithExtraDataWithoutEnd() throws Exception {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.putInt(HeaderField.SNAPSHOTS, 1);
            image.put(HeaderField.SNAPSHOTS_OFFSET, CLUSTER);
            image.putInt(CLUSTER + 36, -1);
        }
        assertThatThrownBy(() -> Qcow2Check.run(file))
                .isInstanceOf(Qcow2FormatException.class)
                .hasMessageContaining("snapshot table of 'bad.qcow2' has an entry with 4294967295");
    }
}
