package io.sendense.engine.lab.storage;

import static io.sendense.engine.lab.content.BaseContent.BLOCK_BYTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Extent;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineDisksTest {
    private static final long CAPACITY = 16L * BLOCK_BYTES;
    private static final DiskSpec FIRST = new DiskSpec(2000, CAPACITY, DiskContent.EMPTY, 1);
    private static final DiskSpec SECOND = new DiskSpec(2001, CAPACITY, DiskContent.PATTERN, 2);

    @TempDir Path directory;

    private LabStorage storage;
    private MachineDisks vm;
    private LabDisk disk;

    @BeforeEach
    void createDisks() {
        storage = new LabStorage(directory, StorageLimits.standard());
        vm = storage.create(List.of(FIRST, SECOND));
        disk = vm.disk(2000).orElseThrow();
    }

    @AfterEach
    void removeDisks() {
        storage.close();
    }

    private static ByteBuffer bytes(int length, int value) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static FrozenDisk first(FrozenMachine machine) {
        return machine.disks().get(2000);
    }

    @Test
    void leavesIndependentDisksOutOfSnapshots() {
        MachineDisks mixed =
                storage.create(
                        List.of(
                                SECOND,
                                new DiskSpec(
                                        16000,
                                        CAPACITY,
                                        DiskContent.EMPTY,
                                        DiskMode.INDEPENDENT,
                                        3)));
        assertThat(mixed.freeze("s").disks()).containsOnlyKeys(2001);
        assertThat(mixed.disks()).extracting(LabDisk::key).containsExactly(2001, 16000);
        assertThatThrownBy(() -> mixed.freezeOnly("s", 16000))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTwoDisksWithOneKey() {
        assertThatThrownBy(() -> storage.create(List.of(FIRST, FIRST)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2000");
    }

    @Test
    void changeTrackingTakesEffectWithTheNextSnapshot() {
        assertThat(first(vm.freeze("before")).changeId()).isEmpty();
        vm.enableChangeTracking();
        assertThat(vm.changeTrackingEnabled()).isTrue();
        assertThat(disk.changeId()).isEmpty();
        assertThat(first(vm.freeze("first")).changeId()).get().asString().endsWith("/1");
        assertThat(first(vm.freeze("second")).changeId()).get().asString().endsWith("/2");
        assertThat(disk.changeId()).get().asString().endsWith("/3");
    }

    @Test
    void changeTrackingTakesEffectWithAPowerCycle() {
        vm.enableChangeTracking();
        vm.powerCycled();
        assertThat(disk.changeId())
                .get()
                .asString()
                .matches("52( [0-9a-f]{2}){7}-([0-9a-f]{2} ?){8}/1");
    }

    @Test
    void writesBeforeTrackingAreAllocatedButChangedSinceNoId() throws Exception {
        disk.write(0, bytes(10, 1));
        vm.enableChangeTracking();
        FrozenDisk one = first(vm.freeze("one"));
        disk.write(5L * BLOCK_BYTES + 1, bytes(1, 2));
        FrozenDisk two = first(vm.freeze("two"));
        Extent sixth = new Extent(5L * BLOCK_BYTES, BLOCK_BYTES);
        assertThat(two.changedAreas(one.changeId().orElseThrow(), 0))
                .isEqualTo(new ChangedAreas(0, CAPACITY, List.of(sixth)));
        assertThat(two.changedAreas("*", 0).areas())
                .containsExactly(new Extent(0, BLOCK_BYTES), sixth);
        assertThat(one.changedAreas("*", 0).areas()).containsExactly(new Extent(0, BLOCK_BYTES));
    }

    @Test
    void zeroedBlocksAreChangedButNotAllocated() throws Exception {
        vm.enableChangeTracking();
        disk.write(0, bytes(2 * BLOCK_BYTES, 1));
        FrozenDisk one = first(vm.freeze("one"));
        disk.zero(0, CAPACITY);
        FrozenDisk two = first(vm.freeze("two"));
        assertThat(two.changedAreas(one.changeId().orElseThrow(), 0).areas())
                .containsExactly(new Extent(0, 2L * BLOCK_BYTES));
        assertThat(two.allocated()).isEmpty();
        assertThat(one.allocated().bytes()).isEqualTo(2L * BLOCK_BYTES);
    }

    @Test
    void refusesIdsThatAreForeignFutureOrNoIds() {
        vm.enableChangeTracking();
        FrozenMachine one = vm.freeze("one");
        String foreign = one.disks().get(2001).changeId().orElseThrow();
        String own = first(one).changeId().orElseThrow();
        String uuid = own.substring(0, own.indexOf('/'));
        String[] unknown = {
            foreign,
            uuid + "/2",
            uuid + "/0",
            uuid + "/-1",
            uuid + "/",
            uuid,
            "",
            "/1",
            "**",
            uuid + "/99999999999999999999",
            disk.changeId().orElseThrow()
        };
        for (String id : unknown) {
            assertThatThrownBy(() -> first(one).changedAreas(id, 0))
                    .as(id)
                    .isInstanceOf(UnknownChangeIdException.class);
        }
    }

    @Test
    void refusesIdsWhereNothingWasTracked() {
        FrozenDisk untracked = first(vm.freeze("s"));
        assertThatThrownBy(() -> untracked.changedAreas("52/1", 0))
                .isInstanceOf(UnknownChangeIdException.class)
                .hasMessageContaining("not tracked");
    }

    @Test
    void forgetsOlderIdsWhenTrackingIsReset() throws Exception {
        vm.enableChangeTracking();
        String before = first(vm.freeze("one")).changeId().orElseThrow();
        disk.write(0, bytes(10, 1));
        disk.resetChangeTracking();
        FrozenDisk after = first(vm.freeze("two"));
        assertThat(after.changeId()).get().asString().endsWith("/1").isNotEqualTo(before);
        assertThatThrownBy(() -> after.changedAreas(before, 0))
                .isInstanceOf(UnknownChangeIdException.class);
        disk.write(BLOCK_BYTES, bytes(10, 1));
        FrozenDisk later = first(vm.freeze("three"));
        assertThat(later.changedAreas(after.changeId().orElseThrow(), 0).areas())
                .containsExactly(new Extent(BLOCK_BYTES, BLOCK_BYTES));
    }

    @Test
    void answersOnlyOffsetsWithinTheDisk() {
        FrozenDisk frozen = first(vm.freeze("s"));
        for (long offset : new long[] {-1, CAPACITY, CAPACITY + 1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> frozen.changedAreas("*", offset))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void growsOnlyWithoutSnapshots() {
        FrozenMachine snapshot = vm.freeze("s");
        assertThatThrownBy(() -> vm.grow(2000, 2 * CAPACITY))
                .isInstanceOf(IllegalStateException.class);
        snapshot.close();
        vm.grow(2000, 2 * CAPACITY);
        assertThat(disk.capacityBytes()).isEqualTo(2 * CAPACITY);
        disk.write(2 * CAPACITY - 5, bytes(5, 1));
        try (FrozenMachine again = vm.freeze("s")) {
            assertThat(first(again).capacityBytes()).isEqualTo(2 * CAPACITY);
            assertThat(LabDiskModel.content(first(again))).endsWith(0, 1, 1, 1, 1, 1);
        }
        assertThatThrownBy(() -> vm.grow(2001, CAPACITY - 512))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsNothingOfASnapshotThatWasRemoved() {
        FrozenMachine snapshot = vm.freeze("s");
        assertThat(first(snapshot).allocated()).isEmpty();
        snapshot.close();
        snapshot.close();
        assertThatThrownBy(() -> first(snapshot).read(0, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("2000");
        assertThatThrownBy(() -> first(snapshot).changedAreas("*", 0))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void takesNothingAfterTheVmWasRemoved() {
        FrozenMachine snapshot = vm.freeze("s");
        disk.write(0, bytes(10, 1));
        vm.close();
        assertThat(storage.usedBytes()).isZero();
        assertThatThrownBy(() -> disk.write(0, bytes(1, 1)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> vm.freeze("s")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> first(snapshot).read(0, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesBackWhatOnlyARemovedSnapshotShowed() {
        disk.write(0, bytes(4 * BLOCK_BYTES, 1));
        FrozenMachine users = vm.freeze("the user's own");
        disk.write(0, bytes(4 * BLOCK_BYTES, 2));
        FrozenMachine ours = vm.freeze("ours");
        disk.write(0, bytes(2 * BLOCK_BYTES, 3));
        assertThat(storage.usedBytes()).isEqualTo(10L * BLOCK_BYTES);
        ours.close();
        assertThat(storage.usedBytes()).isEqualTo(8L * BLOCK_BYTES);
        assertThat(LabDiskModel.content(first(users))).startsWith(1, 1, 1);
        users.close();
        assertThat(storage.usedBytes()).isEqualTo(4L * BLOCK_BYTES);
        assertThat(LabDiskModel.content(disk)).startsWith(3, 3, 3);
    }

    @Test
    void refusesChangesPastTheBoundAndGoesOnAfterwards() throws Exception {
        StorageLimits tight = new StorageLimits(3L * BLOCK_BYTES, 1L << 40, 100);
        try (LabStorage small = new LabStorage(directory, tight);
                MachineDisks other = small.create(List.of(FIRST))) {
            LabDisk full = other.disks().getFirst();
            full.write(0, bytes(3 * BLOCK_BYTES, 1));
            assertThatThrownBy(() -> full.write(3L * BLOCK_BYTES, bytes(1, 1)))
                    .isInstanceOf(LabStorageFullException.class);
            full.zero(0, BLOCK_BYTES);
            full.write(3L * BLOCK_BYTES, bytes(1, 1));
            assertThat(small.usedBytes()).isEqualTo(3L * BLOCK_BYTES);
        }
    }

    @Test
    void leavesNoFileBehind() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
        disk.write(0, bytes(1, 1));
        vm.close();
        storage.close();
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void servesOthersAfterAThreadWasInterruptedWhileItRead() {
        disk.write(0, bytes(BLOCK_BYTES, 7));
        FrozenDisk frozen = first(vm.freeze("s"));
        Thread.currentThread().interrupt();
        assertThat(LabDiskModel.content(frozen)).startsWith(7, 7);
        disk.write(0, bytes(BLOCK_BYTES, 8));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(LabDiskModel.content(frozen)).startsWith(7, 7);
        assertThat(LabDiskModel.content(disk)).startsWith(8, 8);
    }

    @Test
    void goesBackToASnapshotWithItsChangeTracking() throws Exception {
        try (MachineDisks vm =
                storage.create(List.of(new DiskSpec(2000, 1 << 20, DiskContent.EMPTY, 3)))) {
            LabDisk disk = vm.disks().getFirst();
            vm.enableChangeTracking();
            disk.write(0, ByteBuffer.wrap(new byte[] {1}));
            FrozenMachine users = vm.freeze("the user's");
            disk.write(65_536, ByteBuffer.wrap(new byte[] {2}));
            String first;
            try (FrozenMachine ours = vm.freeze("ours")) {
                first = ours.disks().get(2000).changeId().orElseThrow();
            }
            vm.revert(users);
            ByteBuffer read = ByteBuffer.allocate(1);
            disk.read(65_536, read);
            assertThat(read.get(0)).isZero();
            disk.write(131_072, ByteBuffer.wrap(new byte[] {3}));
            try (FrozenMachine second = vm.freeze("ours again")) {
                FrozenDisk frozen = second.disks().get(2000);
                assertThat(frozen.changeId()).as("given out twice").contains(first);
                assertThat(frozen.changedAreas(first, 0).areas())
                        .as("which hides what went away and what is new")
                        .isEmpty();
            }
        }
        assertThat(storage.usedBytes()).isZero();
    }
}
