package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.DiskCompare;
import io.sendense.engine.disk.image.DiskDescription;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Disks of several GiB that QEMU made, read by us; QEMU's view of them and ours are the same.
@Tag("peers")
class VmdkPeersTest {
    /// More than two extents of 2 GiB, and no whole number of grains.
    private static final long SIZE = (4L << 30) + (3 << 20) + 512;

    @TempDir Path folder;
    private Path raw = Path.of("");

    @BeforeEach
    void makeDisk() throws Exception {
        raw = folder.resolve("disk.raw");
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (BlockDevice disk = RawFileBlockDevice.create(raw, SIZE)) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = new byte[512 * (1 + random.nextInt(600))];
                if (i % 3 == 0) {
                    Arrays.fill(bytes, (byte) i);
                } else {
                    random.nextBytes(bytes);
                }
                long offset = random.nextLong((SIZE - bytes.length) / 512) * 512;
                disk.write(offset, ByteBuffer.wrap(bytes));
            }
            disk.write((2L << 30) - 700, ByteBuffer.wrap("over the edge".repeat(99).getBytes()));
            disk.write(SIZE - 512, ByteBuffer.wrap(new byte[] {1}));
        }
    }

    private BlockDevice open(Path file) throws Exception {
        assertThat(DiskFormat.probe(file)).isEqualTo(DiskFormat.VMDK);
        return DiskImages.open(
                file, DiskFormat.VMDK, OpenMode.READ_ONLY, BackingFiles.within(folder));
    }

    private void assertEqualToRaw(Path file) throws Exception {
        try (BlockDevice ours = open(file);
                BlockDevice disk = RawFileBlockDevice.open(raw, false)) {
            assertThat(ours.size()).isEqualTo(SIZE);
            assertThat(DiskCompare.firstDifference(ours, disk, ByteProgress.none())).isEmpty();
        }
    }

    private void assertSameMap(Path file) throws Exception {
        try (BlockDevice ours = open(file)) {
            assertThat(DiskMap.of(ours)).isEqualTo(Qemu.map(file));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "monolithicSparse",
                "streamOptimized",
                "twoGbMaxExtentSparse",
                "monolithicFlat",
                "twoGbMaxExtentFlat"
            })
    void readsWhatQemuConverted(String subformat) throws Exception {
        Path file = folder.resolve("disk.vmdk");
        Qemu.img(
                folder,
                "convert",
                "-f",
                "raw",
                "-O",
                "vmdk",
                "-o",
                "subformat=" + subformat,
                raw,
                file);
        assertEqualToRaw(file);
        if (!subformat.endsWith("Flat")) {
            assertSameMap(file);
        }
        try (BlockDevice ours = open(file)) {
            DiskDescription only = DiskDescription.chain(ours).getFirst();
            assertThat(only.format()).isEqualTo(DiskFormat.VMDK);
            assertThat(only.vmdk().orElseThrow().createType()).isEqualTo(subformat);
            assertThat(only.storedBytes()).isBetween(1L << 20, 40L << 20);
        }
    }

    @Test
    void readsZeroedGrainsAndDeltas() throws Exception {
        Path base = folder.resolve("base.vmdk");
        Path middle = folder.resolve("middle.vmdk");
        Path top = folder.resolve("top.vmdk");
        Qemu.img(folder, "convert", "-f", "raw", "-O", "vmdk", raw, base);
        String[] create = {"create", "-q", "-f", "vmdk", "-o", "zeroed_grain=on", "-F", "vmdk"};
        Qemu.img(folder, with(create, "-b", "base.vmdk", middle));
        Qemu.io(
                folder,
                "vmdk",
                middle,
                "write -P 7 1000000 123456",
                "write -z 0 640k",
                "write -z 2G 64M");
        Qemu.img(folder, with(create, "-b", "middle.vmdk", top));
        Qemu.io(folder, "vmdk", top, "write -P 3 128k 1k", "write -z 2100M 1M");
        Qemu.img(folder, "convert", "-O", "raw", top, folder.resolve("out.raw"));
        raw = folder.resolve("out.raw");
        assertEqualToRaw(top);
        assertSameMap(top);
        assertSameMap(middle);
        try (BlockDevice ours = open(top)) {
            assertThat(DiskDescription.chain(ours))
                    .extracting(DiskDescription::file)
                    .containsExactly(
                            top.toRealPath().toString(),
                            middle.toRealPath().toString(),
                            base.toRealPath().toString());
        }
    }

    private static Object[] with(String[] arguments, Object... more) {
        Object[] all = Arrays.copyOf(arguments, arguments.length + more.length, Object[].class);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }
}
