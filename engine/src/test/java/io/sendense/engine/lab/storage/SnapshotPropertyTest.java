package io.sendense.engine.lab.storage;

import static io.sendense.engine.lab.content.BaseContent.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.ExtentList;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Random guests against a plain array: what was frozen stays, and what is reported as changed
/// covers what differs.
class SnapshotPropertyTest {
    /// Neither a whole number of blocks, nor of windows.
    private static final int CAPACITY = 40 * BLOCK_BYTES + 1536;

    private static final StorageLimits SMALL_WINDOWS =
            StorageLimits.standard().withWindow(7 * BLOCK_BYTES, 2);

    @TempDir Path directory;

    private record Taken(FrozenMachine machine, byte[] expected) {
        FrozenDisk disk() {
            return machine.disks().get(2000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void frozenStatesStayAndChangedAreasCoverTheDifference(int round) throws Exception {
        long seed = System.nanoTime() ^ round;
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        DiskContent content = round % 2 == 0 ? DiskContent.PATTERN : DiskContent.EMPTY;
        try (LabStorage storage = new LabStorage(directory, SMALL_WINDOWS)) {
            MachineDisks vm = storage.create(List.of(new DiskSpec(2000, CAPACITY, content, seed)));
            LabDisk disk = vm.disks().getFirst();
            byte[] model = LabDiskModel.content(disk);
            vm.enableChangeTracking();
            List<Taken> open = new ArrayList<>();
            List<Taken> everything = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                for (int i = random.nextInt(6); i > 0; i--) {
                    LabDiskModel.act(disk, model, random);
                }
                if (random.nextInt(3) > 0) {
                    Taken taken = new Taken(vm.freeze("s" + step), model.clone());
                    open.add(taken);
                    everything.add(taken);
                    checkChanges(everything, taken);
                } else if (!open.isEmpty()) {
                    open.remove(random.nextInt(open.size())).machine().close();
                }
                if (!open.isEmpty()) {
                    checkContent(open.get(random.nextInt(open.size())));
                }
            }
            open.forEach(SnapshotPropertyTest::checkContent);
            assertThat(LabDiskModel.content(disk)).isEqualTo(model);
            vm.close();
            assertThat(storage.usedBytes()).isZero();
        }
    }

    private static void checkContent(Taken taken) {
        assertThat(LabDiskModel.content(taken.disk())).isEqualTo(taken.expected());
    }

    /// Earlier snapshots may be gone by now: their IDs stay good.
    private static void checkChanges(List<Taken> earlier, Taken now) throws Exception {
        for (Taken before : earlier) {
            ExtentList reported =
                    LabDiskModel.changed(now.disk(), before.disk().changeId().orElseThrow());
            ExtentList real = LabDiskModel.difference(before.expected(), now.expected());
            assertThat(real.minus(reported)).isEmpty();
            if (before == now) {
                assertThat(reported).isEmpty();
            }
        }
        ExtentList allocated = LabDiskModel.changed(now.disk(), FrozenDisk.ALLOCATED);
        ExtentList nonZero = LabDiskModel.difference(new byte[CAPACITY], now.expected());
        assertThat(nonZero.minus(allocated)).isEmpty();
        assertThat(allocated).isEqualTo(now.disk().allocated());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65535, 65536, 1L << 20})
    void readsAnyRangeAsItReadsTheWhole(long shift) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (LabStorage storage = new LabStorage(directory, SMALL_WINDOWS);
                MachineDisks vm =
                        storage.create(
                                List.of(new DiskSpec(1, CAPACITY, DiskContent.PATTERN, shift)))) {
            LabDisk disk = vm.disks().getFirst();
            byte[] model = LabDiskModel.content(disk);
            for (int i = 0; i < 10; i++) {
                LabDiskModel.act(disk, model, random);
            }
            FrozenDisk frozen = vm.freeze("whole").disks().get(1);
            for (int i = 0; i < 200; i++) {
                int length = random.nextInt(300_000);
                int offset = random.nextInt(CAPACITY - length);
                ByteBuffer part = ByteBuffer.allocate(length + 7);
                part.position(3).limit(3 + length);
                frozen.read(offset, part);
                assertThat(part.hasRemaining()).isFalse();
                assertThat(
                                Arrays.equals(
                                        part.array(),
                                        3,
                                        3 + length,
                                        model,
                                        offset,
                                        offset + length))
                        .as("%d bytes at %d", length, offset)
                        .isTrue();
            }
        }
    }
}
