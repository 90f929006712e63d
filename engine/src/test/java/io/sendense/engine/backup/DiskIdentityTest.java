package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.FullReason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Disks that come, go, grow and change places between two runs: each is stored over what it was
/// itself, never over another's layer, and what is stored is the disk.
@Timeout(60)
class DiskIdentityTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final int SYSTEM = 2000;
    private static final int DATA = 2001;
    private static final long SIZE = 20L * BLOCK;

    @TempDir private Path folder;
    private BackupFixture fixture;
    private FakeDisk system;
    private FakeDisk data;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder);
        system = filled(SYSTEM, 1);
        data = filled(DATA, 2);
        data.trackingUuid = "52 ee ff";
        assertStored(fixture.backup(), FullReason.FIRST_POINT, FullReason.FIRST_POINT);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void aDiskThatWasAddedIsStoredInFullAndTheOthersAreNot() throws Exception {
        change(4);
        FakeDisk added = filled(2002, 3);
        assertStored(fixture.backup(), null, null, FullReason.FIRST_POINT);
        fixture.source.write(added, BLOCK, noise(5, 10));
        assertStored(fixture.backup(), null, null, null);
    }

    @Test
    void aDiskThatWasTakenOutIsNotInThePointAndStartsAnewWhenItComesBack() throws Exception {
        fixture.source.disks.remove(data);
        change(4);
        assertStored(fixture.backup(), (FullReason) null);
        assertThat(fixture.repository.points().getFirst().layers()).hasSize(1);
        fixture.source.disks.add(data);
        change(5);
        assertStored(fixture.backup(), null, FullReason.FIRST_POINT);
    }

    @Test
    void anotherDiskInItsPlaceIsNotStoredOverItsLayer() throws Exception {
        fixture.source.disks.remove(data);
        FakeDisk other = filled(DATA, 7);
        other.uuid = "6000c290-0000-4000-8000-0000000000ff";
        other.trackingUuid = data.trackingUuid;
        assertStored(fixture.backup(), null, FullReason.FIRST_POINT);
    }

    @Test
    void aDiskThatHasGrownIsStoredInFullAndTheOtherIsNot() throws Exception {
        data.grow(SIZE + 3L * BLOCK + 512);
        fixture.source.write(data, SIZE + BLOCK, noise(6, BLOCK));
        change(4);
        assertStored(fixture.backup(), null, FullReason.RESIZED);
        change(5);
        assertStored(fixture.backup(), null, null);
    }

    @Test
    void aDiskThatWasMovedWithItsChangeTrackingStaysIncremental() throws Exception {
        data.file = "[another ds] pgtest1_1/pgtest1_1.vmdk";
        change(4);
        assertStored(fixture.backup(), null, null);
    }

    @Test
    void aDiskWhoseChangeTrackingDidNotComeAlongIsNotBelieved() throws Exception {
        data.file = "[another ds] pgtest1_1/pgtest1_1.vmdk";
        data.trackingUuid = "52 99 88";
        change(4);
        assertStored(fixture.backup(), null, FullReason.TRACKING_RESET);
        change(5);
        assertStored(fixture.backup(), null, null);
    }

    @Test
    void aDiskAtAnotherControllerIsFoundByItsUuid() throws Exception {
        data.key = 16000;
        change(4);
        assertStored(fixture.backup(), null, null);
        data.key = 2015;
        change(5);
        assertStored(fixture.backup(), null, null);
    }

    @Test
    void twoDisksThatHaveChangedPlacesKeepTheirOwnLayers() throws Exception {
        system.key = DATA;
        data.key = SYSTEM;
        change(4);
        assertStored(fixture.backup(), null, null);
        assertThat(parentKey(DATA)).isEqualTo(SYSTEM);
        assertThat(parentKey(SYSTEM)).isEqualTo(DATA);
    }

    /// As disks that were copied by hand: the key alone tells them apart, and change tracking tells
    /// that they have changed places.
    @Test
    void twoDisksOfOneUuidThatHaveChangedPlacesAreNotBelieved() throws Exception {
        data.uuid = system.uuid;
        change(4);
        assertStored(fixture.backup(), null, FullReason.FIRST_POINT);
        system.key = DATA;
        data.key = SYSTEM;
        change(5);
        assertStored(fixture.backup(), FullReason.TRACKING_RESET, FullReason.TRACKING_RESET);
    }

    @Test
    void zeroesHideWhatTheDiskHeldWhereverItWasMoved() throws Exception {
        data.key = 16000;
        fixture.source.write(data, 2L * BLOCK, new byte[3 * BLOCK]);
        RunView run = fixture.backup();
        assertStored(run, null, null);
        DiskView view = view(run, data);
        assertThat(view.zeroedBytes()).isEqualTo(3L * BLOCK);
        assertThat(view.writtenBytes()).isZero();
    }

    private int parentKey(int key) throws Exception {
        return fixture.repository
                .points()
                .getFirst()
                .layer(key)
                .disk()
                .parent()
                .orElseThrow()
                .key();
    }

    private FakeDisk filled(int key, long seed) {
        FakeDisk disk = fixture.source.addDisk(key, SIZE);
        fixture.source.write(disk, 0, noise(seed, 10 * BLOCK));
        return disk;
    }

    /// Both disks of the beginning, in places of their own.
    private void change(long seed) {
        fixture.source.write(system, 3L * BLOCK + seed, noise(seed, 100));
        fixture.source.write(data, 12L * BLOCK, noise(-seed, 2 * BLOCK));
        fixture.source.write(data, 5L * BLOCK, new byte[BLOCK]);
    }

    /// The newest point holds the disks as they are, in their order, each for its reason; null
    /// where only what changed was read.
    private void assertStored(RunView run, FullReason... reasons) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(fixture.source.disks).hasSameSizeAs(reasons);
        for (FakeDisk disk : fixture.source.disks) {
            assertThat(Arrays.mismatch(fixture.restored(disk.key), disk.bytes()))
                    .as("first wrong byte of disk %d", disk.key)
                    .isEqualTo(-1);
        }
        assertThat(fixture.source.disks.stream().map(disk -> view(run, disk).fullReason()))
                .isEqualTo(
                        Arrays.stream(reasons)
                                .map(reason -> Optional.ofNullable(reason).map(Enum::name))
                                .toList());
    }

    private static DiskView view(RunView run, FakeDisk disk) {
        return run.disks().stream().filter(d -> d.key() == disk.key).findFirst().orElseThrow();
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
