package io.sendense.engine.disk.vhdx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.DiskCompare;
import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.vmdk.Qemu;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Disks QEMU made and wrote into, some of them to the moment it died.
@Tag("peers")
class VhdxPeersTest {
    private static final int[] HEADERS_AT = {64 << 10, 128 << 10};
    private static final int LOG_AT = 1 << 20;
    private static final int LOG_BYTES = 1 << 20;
    private static final int BAT_AT = 2 << 20;

    /// `loge`, little-endian.
    private static final int LOG_ENTRY = 0x65676f6c;

    @TempDir Path folder;

    private BlockDevice open(Path file) throws Exception {
        assertThat(DiskFormat.probe(file)).isEqualTo(DiskFormat.VHDX);
        return DiskImages.open(file, DiskFormat.VHDX, OpenMode.READ_ONLY, BackingOpener.none());
    }

    /// Compares with what QEMU reads.
    private void assertEqual(Path ours, Path theirs) throws Exception {
        Path raw = folder.resolve("theirs.raw");
        Qemu.img(folder, "convert", "-f", "vhdx", "-O", "raw", theirs, raw);
        try (BlockDevice found = open(ours);
                BlockDevice expected = RawFileBlockDevice.open(raw, false)) {
            assertThat(found.size()).isEqualTo(expected.size());
            assertThat(DiskCompare.firstDifference(found, expected, ByteProgress.none())).isEmpty();
        }
    }

    @Test
    void readsBlocksOnBothSidesOfABitmapEntry() throws Exception {
        Path file = folder.resolve("disk.vhdx");
        // Blocks of 1 MiB: after the entries of 4 GiB comes one for a bitmap.
        Qemu.img(folder, "create", "-q", "-f", "vhdx", "-o", "block_size=1M", file, "9G");
        Qemu.io(
                folder,
                "vhdx",
                file,
                "write -P 1 4095M 2M",
                "write -P 2 8191M 3M",
                "write -P 3 9215M 1M",
                "write -P 4 0 512",
                "write -P 5 5000000000 70000",
                "write -z 100M 20M");
        assertEqual(file, file);
        try (BlockDevice disk = open(file)) {
            ByteBuffer both = ByteBuffer.allocate(2 << 20);
            disk.read(8191L << 20, both);
            assertThat(both.array()).containsOnly(2);
            DiskDescription only = DiskDescription.chain(disk).getFirst();
            assertThat(only.vhdx().orElseThrow().blockBytes()).isEqualTo(1 << 20);
            assertThat(only.vhdx().orElseThrow().fixed()).isFalse();
            assertThat(only.sizeBytes()).isEqualTo(9L << 30);
        }
    }

    @Test
    void readsFixedDisks() throws Exception {
        Path file = folder.resolve("disk.vhdx");
        Qemu.img(folder, "create", "-q", "-f", "vhdx", "-o", "subformat=fixed", file, "70M");
        Qemu.io(folder, "vhdx", file, "write -P 1 1M 2M", "write -P 9 73399808 512");
        assertEqual(file, file);
        try (BlockDevice disk = open(file)) {
            assertThat(DiskDescription.chain(disk).getFirst().vhdx().orElseThrow().fixed())
                    .isTrue();
        }
    }

    /// A file as it is when its writer dies after the log was written and before what is in it
    /// arrived in the block table. QEMU gives each entry a GUID of its own and takes it back at
    /// once; here all of them get the same one, and the header says that the log is in use.
    ///
    /// @param shift where in the ring the entries begin
    private byte[] torn(int shift) throws Exception {
        Path file = folder.resolve("disk.vhdx");
        Files.deleteIfExists(file);
        Qemu.img(folder, "create", "-q", "-f", "vhdx", "-o", "block_size=1M", file, "600M");
        Qemu.io(folder, "vhdx", file, "write -P 1 0 3M");
        byte[] before = Files.readAllBytes(file);
        Qemu.io(
                folder,
                "vhdx",
                file,
                "write -P 2 1M 1M",
                "write -P 3 10M 1M",
                // Its entry is in the second sector of the table.
                "write -P 4 599M 1M",
                "write -P 5 20M 1M");
        byte[] torn = Files.readAllBytes(file);
        System.arraycopy(before, BAT_AT, torn, BAT_AT, LOG_BYTES);
        byte[] log = Arrays.copyOfRange(torn, LOG_AT, LOG_AT + LOG_BYTES);
        ByteBuffer entries = ByteBuffer.wrap(log).order(ByteOrder.LITTLE_ENDIAN);
        int entry = 0;
        while (entries.getInt(entry) == LOG_ENTRY) {
            int length = entries.getInt(entry + 8);
            entries.putInt(entry + 12, shift).putLong(entry + 32, 1).putLong(entry + 40, 2);
            sum(entries, entry, length);
            entry += length;
        }
        assertThat(entry).isGreaterThan(8192);
        System.arraycopy(log, 0, torn, LOG_AT + shift, LOG_BYTES - shift);
        System.arraycopy(log, LOG_BYTES - shift, torn, LOG_AT, shift);
        ByteBuffer whole = ByteBuffer.wrap(torn).order(ByteOrder.LITTLE_ENDIAN);
        for (int header : HEADERS_AT) {
            whole.putLong(header + 48, 1).putLong(header + 56, 2);
            sum(whole, header, 4096);
        }
        return torn;
    }

    private static void sum(ByteBuffer bytes, int at, int length) {
        bytes.putInt(at + 4, 0);
        CRC32C sum = new CRC32C();
        sum.update(bytes.array(), at, length);
        bytes.putInt(at + 4, (int) sum.getValue());
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                0,
                12 << 10,
                LOG_BYTES - 4096,
                LOG_BYTES - 8192,
                LOG_BYTES - 12288,
                LOG_BYTES - 16384
            })
    void laysALogOverTheFile(int shift) throws Exception {
        byte[] bytes = torn(shift);
        Path torn = Files.write(folder.resolve("torn.vhdx"), bytes);
        assertEqual(torn, folder.resolve("disk.vhdx"));
        // QEMU 7.2 loses what is in an entry that reaches the end of the ring.
        if (shift < LOG_BYTES / 2) {
            Path repaired = Files.write(folder.resolve("repaired.vhdx"), bytes);
            Qemu.img(folder, "check", "-f", "vhdx", "-r", "all", repaired);
            assertEqual(torn, repaired);
        }
        try (BlockDevice disk = open(torn)) {
            ByteBuffer last = ByteBuffer.allocate(1 << 20);
            disk.read(599 << 20, last);
            assertThat(last.array()).containsOnly(4);
            DiskDescription only = DiskDescription.chain(disk).getFirst();
            assertThat(only.vhdx().orElseThrow().replayedLogEntries()).isGreaterThan(2);
        }
        assertThat(Files.readAllBytes(torn)).isEqualTo(bytes);
    }

    @Test
    void aLogWithoutItsEntriesIsRefused() throws Exception {
        byte[] bytes = torn(0);
        Arrays.fill(bytes, LOG_AT, LOG_AT + LOG_BYTES, (byte) 0);
        Path torn = Files.write(folder.resolve("torn.vhdx"), bytes);
        assertThatThrownBy(() -> open(torn))
                .isInstanceOf(VhdxFormatException.class)
                .hasMessageContaining("no complete sequence of entries");
    }

    @Test
    void aFileCutOffBehindItsLogIsRefused() throws Exception {
        byte[] bytes = torn(0);
        Path torn = Files.write(folder.resolve("torn.vhdx"), Arrays.copyOf(bytes, 5 << 20));
        assertThatThrownBy(() -> open(torn))
                .isInstanceOf(VhdxFormatException.class)
                .hasMessageContaining("bytes, it has 5242880: it was cut off");
    }

    @Test
    void isReadAndNotWritten() throws Exception {
        Path file = folder.resolve("disk.vhdx");
        Qemu.img(folder, "create", "-q", "-f", "vhdx", file, "64M");
        Qemu.io(folder, "vhdx", file, "write -P 1 0 3M", "write -P 2 50M 1M");
        assertEqual(file, file);
        assertThatThrownBy(() -> DiskImages.create(folder.resolve("n"), DiskFormat.VHDX, 1 << 20))
                .hasMessageContaining("VHDX files are read, not written");
        assertThatThrownBy(() ->
                        DiskImages.open(
                                file, DiskFormat.VHDX, OpenMode.READ_WRITE, BackingOpener.none()))
                .hasMessageContaining("open for reading only");
    }
}
