package io.sendense.engine.lab.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.lab.content.ContentFile;
import io.sendense.engine.lab.content.Zeroes;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiskContentTest {
    private static final long PGTEST1_SYSTEM_BYTES = 109_521_666_048L;

    @TempDir Path directory;

    private static List<DiskSpec> pgtest1() {
        return List.of(
                new DiskSpec(2000, PGTEST1_SYSTEM_BYTES, DiskContent.DATABASE_SYSTEM, 1),
                new DiskSpec(2001, 5L << 30, DiskContent.DATABASE_DATA, 2));
    }

    @Test
    void databaseServerHoldsOver300MegabytesOfFilesThatHardlyCompress() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(pgtest1())) {
            long files = 0;
            long read = 0;
            long compressed = 0;
            for (LabDisk disk : vm.disks()) {
                for (ContentFile file : disk.files()) {
                    files += file.sizeBytes();
                    ByteBuffer sample = ByteBuffer.allocate(64 << 10);
                    disk.read(file.fragments().getFirst().extent().offset(), sample);
                    read += sample.capacity();
                    compressed += compressedBytes(sample.array());
                }
            }
            assertThat(files).isGreaterThan(300L << 20);
            assertThat((double) compressed / read).isBetween(0.5, 0.95);
        }
    }

    private static int compressedBytes(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.BEST_SPEED)) {
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[2 * bytes.length]);
        }
    }

    @Test
    void theDataOfTheDatabaseServerIsSpreadOverItsDisk() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(pgtest1())) {
            ExtentList allocated = vm.freeze("s").disks().get(2000).allocated();
            for (long gib : new long[] {0, 11, 26, 44, 50, 55, 101}) {
                assertThat(allocated.asList())
                        .as("data within 2 GiB of %d GiB", gib)
                        .anyMatch(extent -> Math.abs(extent.offset() - (gib << 30)) < 2L << 30);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(DiskContent.class)
    void fitsTheSmallestDiskAndRefusesASmallerOne(DiskContent content) {
        long least = Math.max(content.leastBytes(), LabDisk.SECTOR_BYTES);
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(List.of(new DiskSpec(1, least, content, 1)))) {
            ExtentList allocated = vm.freeze("s").disks().get(1).allocated();
            assertThat(allocated.minus(ExtentList.whole(least))).isEmpty();
        }
        assertThatThrownBy(() -> new DiskSpec(1, least - LabDisk.SECTOR_BYTES, content, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @EnumSource(DiskContent.class)
    void whatIsNotAllocatedIsZero(DiskContent content) {
        long capacity = Math.max(content.leastBytes(), 1L << 30);
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(List.of(new DiskSpec(1, capacity, content, 1)))) {
            FrozenDisk disk = vm.freeze("s").disks().get(1);
            ByteBuffer bytes = ByteBuffer.allocate(4096);
            for (var hole : ExtentList.whole(capacity).minus(disk.allocated())) {
                for (long at : new long[] {hole.offset(), hole.end() - 4096}) {
                    disk.read(at, bytes.clear());
                    assertThat(Zeroes.onlyIn(bytes.flip())).as("at %d", at).isTrue();
                }
            }
        }
    }

    @Test
    void disksOfDifferentSeedsDifferInTheirFilesOnly() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks one = storage.create(List.of(spec(1)));
                MachineDisks two = storage.create(List.of(spec(2)))) {
            LabDisk first = one.disks().getFirst();
            LabDisk second = two.disks().getFirst();
            assertThat(first.files()).isEqualTo(second.files());
            long file = first.files().getFirst().fragments().getFirst().extent().offset();
            assertThat(at(file, first)).isNotEqualTo(at(file, second));
            assertThat(at((1L << 30) + 1024, first)).isEqualTo(at((1L << 30) + 1024, second));
        }
    }

    private static DiskSpec spec(long seed) {
        return new DiskSpec(2000, 10L << 30, DiskContent.LINUX, seed);
    }

    private static ByteBuffer at(long offset, LabDisk disk) {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        disk.read(offset, bytes);
        return bytes.flip();
    }

    @Test
    void theImagesOfAllContentsTakeAFewMebibytes() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard())) {
            long before = usedHeapBytes();
            List<MachineDisks> vms = new ArrayList<>();
            long files = 0;
            for (DiskContent content : DiskContent.values()) {
                long capacity = Math.max(content.leastBytes(), 1L << 30);
                MachineDisks vm = storage.create(List.of(new DiskSpec(1, capacity, content, 1)));
                files += vm.disks().getFirst().files().size();
                vms.add(vm);
            }
            long used = usedHeapBytes() - before;
            System.out.println(used + " bytes of heap for all images");
            assertThat(used).isLessThan(24L << 20);
            assertThat(files).isGreaterThan(150);
            assertThat(vms).hasSize(DiskContent.values().length);
        }
    }

    private static long usedHeapBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void thousandsOfVmsCostNextToNothing() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard())) {
            long before = usedHeapBytes();
            List<MachineDisks> vms = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                vms.add(
                        storage.create(
                                List.of(new DiskSpec(2000, 40L << 30, DiskContent.PATTERN, i))));
            }
            long used = usedHeapBytes() - before;
            assertThat(vms).hasSize(5000);
            assertThat(used / vms.size()).as("bytes per VM").isLessThan(4000);
            assertThat(storage.highWaterBytes()).isZero();
        }
    }
}
