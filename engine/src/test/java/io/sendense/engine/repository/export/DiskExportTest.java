package io.sendense.engine.repository.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.qcow2.BackingOpener;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.vmdk.ParentFiles;
import io.sendense.engine.disk.vmdk.VmdkImage;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.GuestDisk;
import io.sendense.engine.repository.GuestVm;
import io.sendense.engine.repository.SoundRepository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.Progress;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DiskExportTest {
    private static final long CAPACITY = (1L << 30) + 4096;

    @RegisterExtension final SoundRepository sound = new SoundRepository();
    @TempDir Path folder;

    private final GuestVm vm = new GuestVm();
    private final DiskExport export = new DiskExport();
    private GuestDisk disk;
    private RestorePoint point;

    @BeforeEach
    void makePoints() throws Exception {
        Random random = new Random(11);
        disk = vm.disk(2000, CAPACITY);
        for (long cluster : new long[] {0, 1, 2, 40, 41, 16000, disk.clusters() - 1}) {
            disk.fill(cluster, random);
        }
        vm.backup(sound.get());
        disk.fill(41, random).fill(42, random).zero(1);
        point = vm.backup(sound.get());
    }

    private void assertEqualToTheGuest(BlockDevice exported) throws Exception {
        assertThat(exported.size()).isEqualTo(CAPACITY);
        for (long cluster = 0; cluster < disk.clusters(); cluster++) {
            ByteBuffer expected = disk.read(cluster);
            ByteBuffer found = ByteBuffer.allocate(expected.remaining());
            exported.read(cluster * GuestDisk.CLUSTER_BYTES, found);
            assertThat(found.flip()).as("cluster %d", cluster).isEqualTo(expected);
        }
    }

    private static void refused(ThrowingCallable call, ProblemCode code, String text) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> {
                            assertThat(e.problem().code()).isEqualTo(code);
                            GermanTexts.assertGerman(e.problem());
                        })
                .hasMessageContaining(text);
    }

    @Test
    void writesASparseRawFileOfTheWholeChain() throws Exception {
        Path file = folder.resolve("disk.raw");
        assertThat(export.run(point, 2000, ExportFormat.RAW, file, Progress.NONE))
                .isEqualTo(CAPACITY);
        try (BlockDevice raw = RawFileBlockDevice.open(file, false)) {
            assertEqualToTheGuest(raw);
            assertThat(raw.blockStatus(64 << 20, 512 << 20))
                    .containsExactly(
                            new BlockStatus(new Extent(64 << 20, 512 << 20), Allocation.HOLE));
        }
        assertThat(folder.toFile().list()).containsExactly("disk.raw");
    }

    @Test
    void writesAQcow2FileThatNeedsNoOther() throws Exception {
        Path file = folder.resolve("disk.qcow2");
        export.run(point, 2000, ExportFormat.QCOW2, file, Progress.NONE);
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_ONLY, BackingOpener.none())) {
            assertEqualToTheGuest(image);
        }
        assertThat(Files.size(file)).isLessThan(2 << 20);
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void writesAVmdkForAnOvfPackage() throws Exception {
        Path file = folder.resolve("disk.vmdk");
        export.run(point, 2000, ExportFormat.VMDK, file, Progress.NONE);
        try (VmdkImage image = VmdkImage.open(file, ParentFiles.none())) {
            assertEqualToTheGuest(image);
            assertThat(image.shape().createType()).isEqualTo("streamOptimized");
            assertThat(image.shape().unclean()).isFalse();
        }
        assertThat(new String(Files.readAllBytes(file), 0, 2048, StandardCharsets.ISO_8859_1))
                .contains("SPARSE \"disk.vmdk\"");
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void neverOverwrites() throws Exception {
        Path file = Files.writeString(folder.resolve("disk.raw"), "mine");
        refused(
                () -> export.run(point, 2000, ExportFormat.RAW, file, Progress.NONE),
                ProblemCode.EXPORT_TARGET_EXISTS,
                "disk.raw");
        assertThat(file).hasContent("mine");
        Path late = folder.resolve("late.raw");
        refused(
                () ->
                        export.run(
                                point,
                                2000,
                                ExportFormat.RAW,
                                late,
                                (what, done, total) -> touch(late)),
                ProblemCode.EXPORT_TARGET_EXISTS,
                "late.raw");
        assertThat(late).isEmptyFile();
        assertThat(folder.toFile().list()).hasSize(2);
    }

    private static void touch(Path file) {
        try {
            Files.write(file, new byte[0]);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void leavesNothingWhenInterrupted() {
        Thread me = Thread.currentThread();
        assertThatThrownBy(() ->
                        export.run(
                                point,
                                2000,
                                ExportFormat.RAW,
                                folder.resolve("disk.raw"),
                                (what, done, total) -> me.interrupt()))
                .isInstanceOf(InterruptedException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void leavesNothingWhenTheChainIsDamaged() throws Exception {
        sound.willBeDamaged();
        try (RandomAccessFile layer =
                new RandomAccessFile(point.layer(2000).file().toFile(), "rw")) {
            layer.setLength(layer.length() - 2 * 65536);
        }
        refused(
                () ->
                        export.run(
                                point,
                                2000,
                                ExportFormat.QCOW2,
                                folder.resolve("x"),
                                Progress.NONE),
                ProblemCode.POINT_DAMAGED,
                point.id().value());
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesWhatIsWrongWithTheTargetOrTheDisk() {
        Path nowhere = folder.resolve("no/such/folder/disk.raw");
        refused(
                () -> export.run(point, 2000, ExportFormat.RAW, nowhere, Progress.NONE),
                ProblemCode.EXPORT_FAILED,
                "is missing");
        refused(
                () -> export.run(point, 7, ExportFormat.RAW, nowhere, Progress.NONE),
                ProblemCode.POINT_DISK_UNKNOWN,
                "2000");
    }

    @Test
    void tellsItsProgressUpToTheEnd() throws Exception {
        java.util.List<Long> done = new java.util.ArrayList<>();
        export.run(
                point,
                2000,
                ExportFormat.RAW,
                folder.resolve("disk.raw"),
                (what, doneBytes, totalBytes) -> {
                    assertThat(totalBytes).isEqualTo(CAPACITY);
                    done.add(doneBytes);
                });
        assertThat(done).isSorted().last().isEqualTo(CAPACITY);
    }

    @Test
    void aDamagedLayerMakesNoFile() throws Exception {
        sound.willBeDamaged();
        Path layer = point.chain(2000).layers().getLast().file();
        byte[] bytes = Files.readAllBytes(layer);
        ByteBuffer content = disk.read(40);
        int at = indexOf(bytes, content);
        bytes[at + 5] ^= 1;
        Files.write(layer, bytes);
        Path file = folder.resolve("disk.raw");
        refused(
                () -> export.run(point, 2000, ExportFormat.RAW, file, Progress.NONE),
                ProblemCode.POINT_DAMAGED,
                "cluster 40 at offset 2621440");
        assertThat(folder).isEmptyDirectory();
    }

    private static int indexOf(byte[] bytes, ByteBuffer content) {
        for (int at = 0; at < bytes.length; at += GuestDisk.CLUSTER_BYTES) {
            int length = Math.min(content.remaining(), bytes.length - at);
            if (ByteBuffer.wrap(bytes, at, length).equals(content)) {
                return at;
            }
        }
        throw new AssertionError("the cluster is not in the file");
    }
}
