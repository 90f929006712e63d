package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotRequest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A VM whose disks were brought back to an older state: what was written since is gone, and change
/// tracking knows nothing of that. What is stored is the disk as it is.
@Timeout(60)
class RevertedVmTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final int KEY = 2000;

    @TempDir private Path folder;
    private BackupFixture fixture;
    private FakeDisk disk;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder);
        disk = fixture.source.addDisk(KEY, 40L * BLOCK);
        write(0, 1, 10);
        assertStored(fixture.backup(), FullReason.FIRST_POINT);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void isNotBelievedWhereThePositionWentBack() throws Exception {
        FakeVmSource.Moment users = fixture.source.moment();
        write(2, 2, 1);
        assertStored(fixture.backup(), null);
        write(3, 3, 1);
        assertStored(fixture.backup(), null);
        fixture.source.revert(users);
        write(20, 4, 1);
        assertStored(fixture.backup(), FullReason.TRACKING_RESET);
        write(21, 5, 1);
        assertStored(fixture.backup(), null);
    }

    /// The position of the parent is given out a second time, for another disk.
    @Test
    void isNotBelievedWhereThePositionIsTheParentsOwn() throws Exception {
        FakeVmSource.Moment users = fixture.source.moment();
        write(2, 2, 1);
        assertStored(fixture.backup(), null);
        fixture.source.revert(users);
        write(20, 4, 1);
        assertStored(fixture.backup(), FullReason.TRACKING_RESET);
    }

    @Test
    void isNotBelievedWhereTrackingBeganAnew() throws Exception {
        FakeVmSource.Moment users = fixture.source.moment();
        write(2, 2, 1);
        assertStored(fixture.backup(), null);
        fixture.source.revert(users);
        disk.trackingUuid = "52 77 66";
        write(20, 4, 1);
        assertStored(fixture.backup(), FullReason.TRACKING_RESET);
    }

    /// Nothing that the last point holds is lost then.
    @Test
    void staysIncrementalWhereTheSnapshotIsYoungerThanThePoint() throws Exception {
        write(2, 2, 1);
        FakeVmSource.Moment users = fixture.source.moment();
        write(3, 3, 1);
        fixture.source.revert(users);
        write(20, 4, 1);
        assertStored(fixture.backup(), null);
    }

    /// The numbers catch up with those of the last point, and pass them: nothing in them shows that
    /// the VM was reverted.
    @Test
    void isNotBelievedWhereASnapshotIsOlderThanThePoint() throws Exception {
        FakeVmSource.Moment users = fixture.source.moment();
        fixture.source.snapshotOfAUser("snapshot-9", "a user's");
        write(2, 2, 1);
        assertStored(fixture.backup(), null);
        fixture.source.revert(users);
        write(20, 4, 1);
        for (int i = 0; i < 4; i++) {
            fixture.source.removeSnapshot(
                    fixture.source.createSnapshot(
                            new SnapshotRequest(FakeVmSource.VM, "short", "", false)));
        }
        assertStored(fixture.backup(), FullReason.SNAPSHOT_OLDER_THAN_PARENT);
        fixture.source.removeSnapshot(new ObjectId("snapshot-9"));
        write(21, 5, 1);
        // it may have been reverted to before it was removed
        assertStored(fixture.backup(), FullReason.SNAPSHOT_OLDER_THAN_PARENT);
        write(22, 6, 1);
        assertStored(fixture.backup(), null);
    }

    private void write(int block, long seed, int blocks) {
        byte[] bytes = new byte[blocks * BLOCK];
        new Random(seed).nextBytes(bytes);
        fixture.source.write(disk, (long) block * BLOCK, bytes);
    }

    private void assertStored(RunView run, FullReason reason) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(Arrays.mismatch(fixture.restored(KEY), disk.bytes()))
                .as("first wrong byte")
                .isEqualTo(-1);
        assertThat(run.disks().getFirst().fullReason())
                .isEqualTo(Optional.ofNullable(reason).map(Enum::name));
    }
}
