package io.sendense.engine.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.lab.content.ContentFile;
import io.sendense.engine.lab.storage.ChangedAreas;
import io.sendense.engine.lab.storage.DiskContent;
import io.sendense.engine.lab.storage.DiskSpec;
import io.sendense.engine.lab.storage.FrozenDisk;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.LabStorage;
import io.sendense.engine.lab.storage.MachineDisks;
import io.sendense.engine.lab.storage.StorageLimits;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TypicalGuestTest {
    private static final int CHUNK_BYTES = 1 << 20;

    private static final DiskSpec SMALL = new DiskSpec(2000, 8 << 20, DiskContent.PATTERN, 1);

    @TempDir Path directory;

    private static List<DiskSpec> specs(DiskContent content) {
        long capacity = Math.max(content.leastBytes(), 64L << 20);
        return content == DiskContent.DATABASE_SYSTEM
                ? List.of(
                        new DiskSpec(2000, 109_521_666_048L, content, 1),
                        new DiskSpec(2001, 5L << 30, DiskContent.DATABASE_DATA, 2))
                : List.of(new DiskSpec(2000, capacity + 512, content, 1));
    }

    @ParameterizedTest
    @EnumSource(DiskContent.class)
    void reportedChangesCoverTheDifferenceAndTheGuestDiffers(DiskContent content) throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        StorageLimits limits = StorageLimits.standard().withWindow(3L << 30, 50);
        try (LabStorage storage = new LabStorage(directory, limits);
                MachineDisks vm = storage.create(specs(content))) {
            Activity guest = new TypicalGuest(vm, seed);
            vm.enableChangeTracking();
            run(guest, 100);
            try (FrozenMachine before = vm.freeze("before")) {
                run(guest, 100);
                try (FrozenMachine after = vm.freeze("after")) {
                    long differing = 0;
                    for (LabDisk disk : vm.disks()) {
                        FrozenDisk old = before.disks().get(disk.key());
                        differing += checkCovered(old, after.disks().get(disk.key()));
                    }
                    assertThat(differing).isPositive();
                }
            }
        }
    }

    private static void run(Activity guest, int steps) {
        for (int i = 0; i < steps; i++) {
            guest.step();
        }
    }

    /// Compares every byte that may be other than zero in either state; counts differing chunks.
    private static long checkCovered(FrozenDisk before, FrozenDisk after) throws Exception {
        ExtentList reported = changed(after, before.changeId().orElseThrow());
        List<Extent> anywhere = new ArrayList<>(before.allocated().asList());
        anywhere.addAll(after.allocated().asList());
        long differing = 0;
        for (Extent extent : ExtentList.union(anywhere)) {
            for (long at = extent.offset(); at < extent.end(); at += CHUNK_BYTES) {
                int length = (int) Math.min(CHUNK_BYTES, extent.end() - at);
                ByteBuffer old = bytes(before, at, length);
                ByteBuffer now = bytes(after, at, length);
                for (int i = old.mismatch(now); i >= 0 && i < length; ) {
                    differing++;
                    assertThat(ExtentList.union(List.of(new Extent(at + i, 1))).minus(reported))
                            .as("difference at %d of disk %d", at + i, after.key())
                            .isEmpty();
                    int next = Math.min(length, (i / 4096 + 1) * 4096);
                    int step =
                            old.slice(next, length - next).mismatch(now.slice(next, length - next));
                    i = step < 0 ? -1 : next + step;
                }
            }
        }
        return differing;
    }

    private static ByteBuffer bytes(FrozenDisk disk, long offset, int length) {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        disk.read(offset, bytes);
        return bytes.flip();
    }

    private static ExtentList changed(FrozenDisk disk, String changeId) throws Exception {
        List<Extent> areas = new ArrayList<>();
        long position = 0;
        while (position < disk.capacityBytes()) {
            ChangedAreas window = disk.changedAreas(changeId, position);
            areas.addAll(window.areas());
            position += window.length();
        }
        return ExtentList.union(areas);
    }

    @Test
    void frozenBytesStayWhileTheGuestWritesAndOtherSnapshotsComeAndGo() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(List.of(SMALL));
                LiveGuest guest = LiveGuest.start("vm", 100_000, new TypicalGuest(vm, seed))) {
            Random random = new Random(seed);
            List<FrozenMachine> open = new ArrayList<>();
            List<ByteBuffer> first = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                FrozenMachine taken = vm.freeze("s" + i);
                open.add(taken);
                first.add(wholeOf(taken));
                int one = random.nextInt(open.size());
                assertThat(wholeOf(open.get(one)).mismatch(first.get(one))).isEqualTo(-1);
                if (open.size() > 3) {
                    open.remove(one).close();
                    first.remove(one);
                }
            }
            assertThat(guest.steps()).isPositive();
            assertThat(guest.failure()).isEmpty();
        }
    }

    private static ByteBuffer wholeOf(FrozenMachine machine) {
        FrozenDisk disk = machine.disks().get(2000);
        return bytes(disk, 0, (int) disk.capacityBytes());
    }

    @Test
    void doesTheSameWithTheSameSeed() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks one = storage.create(specs(DiskContent.PATTERN));
                MachineDisks two = storage.create(specs(DiskContent.PATTERN))) {
            run(new TypicalGuest(one, 5), 500);
            run(new TypicalGuest(two, 5), 500);
            int capacity = (int) one.disks().getFirst().capacityBytes();
            ByteBuffer first = ByteBuffer.allocate(capacity);
            ByteBuffer second = ByteBuffer.allocate(capacity);
            one.disks().getFirst().read(0, first);
            two.disks().getFirst().read(0, second);
            assertThat(first.flip().mismatch(second.flip())).isEqualTo(-1);
        }
    }

    @Test
    void takesNoMoreSpaceHoweverLongItRuns() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm = storage.create(specs(DiskContent.DATABASE_SYSTEM))) {
            long live =
                    vm.disks().stream()
                            .flatMap(disk -> disk.files().stream())
                            .filter(ContentFile::live)
                            .mapToLong(ContentFile::sizeBytes)
                            .sum();
            long recordLogs = 2L * RecordFormat.SLOTS * RecordFormat.RECORD_BYTES;
            long bound = live + recordLogs + (4L << 20); // blocks that are touched in part
            Activity guest = new TypicalGuest(vm, 3);
            run(guest, 8_000);
            assertThat(storage.usedBytes()).isBetween(recordLogs, bound);
            for (int i = 0; i < 5; i++) {
                try (FrozenMachine snapshot = vm.freeze("s" + i)) {
                    run(guest, 1_000);
                    assertThat(snapshot.disks()).hasSize(2);
                }
            }
            assertThat(storage.usedBytes()).isLessThanOrEqualTo(bound);
            assertThat(storage.highWaterBytes()).isLessThanOrEqualTo(2 * bound);
        }
    }
}
