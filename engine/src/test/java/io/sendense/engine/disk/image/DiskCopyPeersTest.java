package io.sendense.engine.disk.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.DifferenceBlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.image.CopyOptions.TargetContent;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What we copied has the same content, says `qemu-img compare`.
@Tag("peers")
class DiskCopyPeersTest {
    private static final int SIZE = (9 << 20) + 512;

    @TempDir private Path folder;
    private final ModelDisk model = ModelDisk.of(SIZE);

    private Path file(String name) {
        return folder.resolve(name);
    }

    /// Data, zeroes that are stored, and a lot that was never written.
    private BlockDevice source() throws Exception {
        MemoryBlockDevice device = new MemoryBlockDevice(SIZE);
        for (int i = 0; i < 12; i++) {
            model.write(device);
        }
        device.write(5 << 20, ByteBuffer.allocate(1 << 20));
        Arrays.fill(model.bytes(), 5 << 20, 6 << 20, (byte) 0);
        model.write(device, SIZE - 700, 700);
        model.store(file("model.raw"));
        return device;
    }

    private BlockDevice open(String name) throws Exception {
        return DiskImages.open(
                file(name),
                DiskFormat.probe(file(name)),
                OpenMode.READ_ONLY,
                BackingFiles.within(folder));
    }

    private static CopyResult copy(BlockDevice from, BlockDevice to, TargetContent content)
            throws Exception {
        CopyResult result = DiskCopy.copy(from, to, CopyOptions.into(content), ByteProgress.none());
        assertThat(result.writtenBytes() + result.zeroedBytes() + result.skippedBytes())
                .isEqualTo(to.size());
        return result;
    }

    private void judge(String name) throws Exception {
        DiskFormat format = DiskFormat.probe(file(name));
        if (format == DiskFormat.QCOW2) {
            Qemu.checkClean(file(name));
        }
        Qemu.img("compare", "-q", "-f", format.text(), "-F", "raw", file(name), file("model.raw"));
    }

    @ParameterizedTest
    @CsvSource({"RAW, RAW", "RAW, QCOW2", "QCOW2, RAW", "QCOW2, QCOW2"})
    void fromFormatToFormat(DiskFormat from, DiskFormat to) throws Exception {
        try (BlockDevice source = source();
                BlockDevice first = DiskImages.create(file("first"), from, SIZE)) {
            CopyResult result = copy(source, first, TargetContent.ZEROES);
            assertThat(result.zeroedBytes()).isZero();
            assertThat(result.writtenBytes()).isLessThan(6 << 20);
        }
        judge("first");
        try (BlockDevice source = open("first");
                BlockDevice second = DiskImages.create(file("second"), to, SIZE)) {
            copy(source, second, TargetContent.ZEROES);
        }
        judge("second");
    }

    @ParameterizedTest
    @CsvSource({"compat=0.10", "cluster_size=512", "extended_l2=on", "preallocation=metadata"})
    void ofQemusFiles(String options) throws Exception {
        source().close();
        Qemu.img(
                "convert",
                "-f",
                "raw",
                "-O",
                "qcow2",
                "-o",
                options,
                file("model.raw"),
                file("theirs.qcow2"));
        try (BlockDevice source = open("theirs.qcow2");
                BlockDevice target =
                        DiskImages.create(file("ours.qcow2"), DiskFormat.QCOW2, SIZE)) {
            copy(source, target, TargetContent.ZEROES);
        }
        judge("ours.qcow2");
    }

    @ParameterizedTest
    @CsvSource({"RAW", "QCOW2"})
    void overOldContent(DiskFormat format) throws Exception {
        try (BlockDevice source = source();
                BlockDevice target = DiskImages.create(file("target"), format, SIZE + (1 << 20))) {
            byte[] old = new byte[SIZE + (1 << 20)];
            model.random().nextBytes(old);
            target.write(0, ByteBuffer.wrap(old));
            CopyResult result = copy(source, target, TargetContent.UNKNOWN);
            assertThat(result.skippedBytes()).isZero();
        }
        // What the source does not have became zero.
        judge("target");
    }

    @Test
    void overABackingFileOnlyTheDifference() throws Exception {
        try (BlockDevice source = source();
                BlockDevice base = DiskImages.create(file("base.qcow2"), DiskFormat.QCOW2, SIZE)) {
            copy(source, base, TargetContent.ZEROES);
            model.write(source, 3 << 20, 1000);
            model.zero(source, 0, 100_000);
            model.store(file("model.raw"));
        }
        Qcow2Image below =
                Qcow2Image.open(
                        file("base.qcow2"), OpenMode.READ_ONLY, BackingFiles.within(folder));
        try (BlockDevice source = open("model.raw");
                BlockDevice top =
                        new DifferenceBlockDevice(
                                Qcow2Image.create(
                                        file("top.qcow2"),
                                        Qcow2Options.ofSize(SIZE)
                                                .withBacking("base.qcow2", "qcow2", below)))) {
            copy(source, top, TargetContent.UNKNOWN);
        }
        judge("top.qcow2");
        long here =
                DiskMap.of(open("top.qcow2")).stream()
                        .filter(entry -> entry.depth() == 0)
                        .mapToLong(MapEntry::length)
                        .sum();
        assertThat(here).isLessThanOrEqualTo(3 * (64 << 10) + (64 << 10));
    }

    /// A qcow2 disk has whole sectors: the rest of the last one is zero.
    @Test
    void ofARawFileThatEndsWithinASector() throws Exception {
        ModelDisk odd = ModelDisk.of(100_001);
        byte[] bytes = odd.bytes();
        Arrays.fill(bytes, (byte) 7);
        odd.store(file("model.raw"));
        try (BlockDevice source = open("model.raw");
                BlockDevice target =
                        DiskImages.create(file("ours"), DiskFormat.QCOW2, source.size())) {
            assertThat(target.size()).isEqualTo(196 * 512);
            copy(source, target, TargetContent.ZEROES);
        }
        judge("ours");
    }

    @Test
    void ontoASmallerDiskIsRefused() throws Exception {
        try (BlockDevice source = source();
                BlockDevice target = new MemoryBlockDevice(SIZE - 1)) {
            assertThatThrownBy(() -> copy(source, target, TargetContent.ZEROES))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not fit onto one of " + (SIZE - 1));
        }
    }
}
