package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.CopyOptions;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.DiskCompare;
import io.sendense.engine.disk.image.DiskCopy;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.image.DiskMap;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Stream-optimized disks of ours as QEMU, 7-Zip and a reader of streams see them.
@Tag("peers")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamOptimizedPeersTest {
    private static final long SIZE = (600L << 20) + 512 * 77;

    @TempDir Path folder;
    private Path raw = Path.of("");
    private Path vmdk = Path.of("");

    @BeforeAll
    void makeDisk(@TempDir Path made) throws Exception {
        raw = made.resolve("disk.raw");
        vmdk = made.resolve("disk.vmdk");
        long seed = new Random().nextLong();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (BlockDevice disk = RawFileBlockDevice.create(raw, SIZE)) {
            for (int i = 0; i < 60; i++) {
                byte[] bytes = new byte[512 * (1 + random.nextInt(800))];
                if (i % 3 == 0) {
                    byte[] line =
                            ("line " + i).repeat(bytes.length).getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(line, 0, bytes, 0, bytes.length);
                } else {
                    // Every second one does not compress.
                    for (int at = 0; at < bytes.length; at++) {
                        bytes[at] = (byte) random.nextInt(i % 2 == 0 ? 256 : 4);
                    }
                }
                // Half of it close together, so that grain tables are full and some are missing.
                long within = i % 2 == 0 ? SIZE : 64 << 20;
                disk.write(
                        random.nextLong((within - bytes.length) / 512) * 512,
                        ByteBuffer.wrap(bytes));
            }
            disk.write(SIZE - 1, ByteBuffer.wrap(new byte[] {1}));
        }
        try (BlockDevice source = RawFileBlockDevice.open(raw, false);
                BlockDevice target = DiskImages.create(vmdk, DiskFormat.VMDK, SIZE)) {
            CopyResult copied =
                    DiskCopy.copy(
                            source,
                            target,
                            CopyOptions.intoNew(DiskFormat.VMDK),
                            ByteProgress.none());
            assertThat(copied.writtenBytes() + copied.skippedBytes()).isEqualTo(SIZE);
        }
    }

    private static void assertEqual(BlockDevice found, BlockDevice expected) throws Exception {
        assertThat(found.size()).isEqualTo(expected.size());
        assertThat(DiskCompare.firstDifference(found, expected, ByteProgress.none())).isEmpty();
    }

    @Test
    void qemuFindsNoErrorAndTheSameContent() throws Exception {
        assertThat(Qemu.img(folder, "check", vmdk)).contains("No errors were found");
        assertThat(Qemu.img(folder, "compare", "-F", "raw", vmdk, raw)).contains("identical");
        assertThat(Qemu.img(folder, "info", vmdk))
                .contains("file format: vmdk")
                .contains("(" + SIZE + " bytes)")
                .contains("create type: streamOptimized")
                .contains("compressed: true");
        Path converted = folder.resolve("converted.raw");
        Qemu.img(folder, "convert", "-O", "raw", vmdk, converted);
        try (BlockDevice found = RawFileBlockDevice.open(converted, false);
                BlockDevice expected = RawFileBlockDevice.open(raw, false)) {
            assertEqual(found, expected);
        }
    }

    @Test
    void weReadItAndMapItAsQemuDoes() throws Exception {
        try (BlockDevice found =
                        DiskImages.open(
                                vmdk, DiskFormat.VMDK, OpenMode.READ_ONLY, BackingOpener.none());
                BlockDevice expected = RawFileBlockDevice.open(raw, false)) {
            assertEqual(found, expected);
            assertThat(DiskMap.of(found)).isEqualTo(Qemu.map(vmdk));
        }
    }

    @Test
    void readsFromFrontToBackByItsMarkers() throws Exception {
        Path streamed = folder.resolve("streamed.raw");
        try (BlockDevice found = RawFileBlockDevice.create(streamed, SIZE);
                BlockDevice expected = RawFileBlockDevice.open(raw, false)) {
            int grains = StreamWalk.into(vmdk, found);
            assertEqual(found, expected);
            assertThat((long) grains << 16).isGreaterThan(4L << 20).isLessThan(SIZE / 4);
        }
    }

    @Test
    void sevenZipUnpacksIt() throws Exception {
        Qemu.run(folder, "7z", "x", "-y", "-tVMDK", "-oout", vmdk).ok();
        try (var files = Files.list(folder.resolve("out"));
                BlockDevice expected = RawFileBlockDevice.open(raw, false)) {
            Path only = files.toList().getFirst();
            try (BlockDevice found = RawFileBlockDevice.open(only, false)) {
                assertEqual(found, expected);
            }
        }
    }

    @Test
    void qemuCopiesItIntoOneOfItsOwnOfAboutTheSameSize() throws Exception {
        Path theirs = folder.resolve("theirs.vmdk");
        Qemu.img(
                folder,
                "convert",
                "-O",
                "vmdk",
                "-o",
                "subformat=streamOptimized,adapter_type=lsilogic",
                vmdk,
                theirs);
        assertThat(Files.size(vmdk)).isLessThan(Files.size(theirs) * 101 / 100);
    }
}
