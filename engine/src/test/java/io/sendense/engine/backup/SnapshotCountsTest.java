package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.ManifestDisk;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.DiskMode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A VM is changed while it is backed up: what the snapshot holds counts, not what the preflight
/// saw nor what the VM is now.
@Timeout(60)
class SnapshotCountsTest {
    private static final int BLOCK = FakeDisk.BLOCK;

    @TempDir private Path folder;
    private final FakeVmSource source = new FakeVmSource();
    private BackupFixture fixture;
    private FakeDisk system;
    private FakeDisk data;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder, source);
        system = source.addDisk(2000, 10L * BLOCK);
        data = source.addDisk(2001, 4L * BLOCK);
        source.write(system, 0, new byte[] {1});
        source.write(data, 0, new byte[] {2});
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private RunView backupWhen(Runnable changedBeforeTheSnapshot) throws Exception {
        source.beforeSnapshot = changedBeforeTheSnapshot;
        return fixture.backup();
    }

    private static List<Integer> keys(RunView run) {
        return run.disks().stream().map(DiskView::key).toList();
    }

    @Test
    void aDiskThatWasAddedIsBackedUp() throws Exception {
        RunView run =
                backupWhen(() -> source.write(source.addDisk(2002, BLOCK), 5, new byte[] {3}));
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(keys(run)).containsExactly(2000, 2001, 2002);
        assertThat(fixture.restored(2002)).isEqualTo(source.disks.getLast().bytes());
    }

    @Test
    void aDiskThatWasRemovedIsNot() throws Exception {
        RunView run = backupWhen(() -> source.disks.remove(data));
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(keys(run)).containsExactly(2000);
        assertThat(fixture.repository.points().getFirst().manifest().disks()).hasSize(1);
    }

    @Test
    void aDiskThatGrewIsBackedUpAtItsNewSize() throws Exception {
        RunView run =
                backupWhen(() -> {
                    system.grow(12L * BLOCK + 512);
                    source.write(system, 12L * BLOCK, new byte[] {7});
                });
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.disks().getFirst().capacityBytes()).isEqualTo(12L * BLOCK + 512);
        assertThat(fixture.restored(2000)).isEqualTo(system.bytes());
    }

    @Test
    void whatChangesAfterTheSnapshotIsNotInThePoint() throws Exception {
        byte[] systemThen = system.bytes();
        byte[] dataThen = data.bytes();
        source.afterSnapshot =
                () -> {
                    source.write(system, 0, new byte[] {9, 9});
                    system.grow(20L * BLOCK);
                    source.disks.remove(data);
                    source.write(source.addDisk(2002, BLOCK), 0, new byte[] {3});
                };
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(keys(run)).containsExactly(2000, 2001);
        assertThat(fixture.restored(2000)).isEqualTo(systemThen);
        assertThat(fixture.restored(2001)).isEqualTo(dataThen);
    }

    @Test
    void theManifestHoldsTheChangeIdOfThatVerySnapshot() throws Exception {
        fixture.backup();
        assertThat(source.sequence()).as("the disks have moved on").isEqualTo(2);
        assertThat(marks()).containsExactly("52 aa bb/1", "52 aa bb/1");
        source.write(system, 3L * BLOCK, new byte[] {5});
        fixture.backup();
        assertThat(marks()).containsExactly("52 aa bb/2", "52 aa bb/2");
        assertThat(fixture.catalog.points().list().getFirst().disks())
                .allSatisfy(disk -> assertThat(disk.changeId()).contains("52 aa bb/2"));
    }

    private List<String> marks() throws Exception {
        return fixture.repository.points().getFirst().manifest().disks().stream()
                .map(disk -> disk.change().id().orElseThrow())
                .toList();
    }

    @Test
    void theManifestSaysWhyThereIsNoChangeId() throws Exception {
        source.tracking = false;
        source.refuseTracking = true;
        RunView run = fixture.backup();
        assertThat(run.warnings())
                .map(Problem::code)
                .containsExactly(ProblemCode.CHANGE_TRACKING_UNAVAILABLE);
        assertThat(fixture.repository.points().getFirst().manifest().disks())
                .map(ManifestDisk::change)
                .allSatisfy(mark -> {
                    assertThat(mark.id()).isEmpty();
                    assertThat(mark.absentBecause()).contains(FullReason.NO_CHANGE_ID.name());
                });
    }

    @Test
    void aDiskThatLeftSnapshotsMeanwhileIsLeftOutVisibly() throws Exception {
        RunView run = backupWhen(() -> data.mode = DiskMode.INDEPENDENT_PERSISTENT);
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings()).map(Problem::code).containsExactly(ProblemCode.DISK_EXCLUDED);
        assertThat(fixture.story(run.id())).contains(EventCode.DISK_LEFT_OUT);
        assertThat(fixture.repository.points().getFirst().manifest().excludedDisks()).hasSize(1);
    }

    @Test
    void aDiskThatJoinedSnapshotsMeanwhileIsNoWarning() throws Exception {
        data.mode = DiskMode.INDEPENDENT_PERSISTENT;
        RunView run = backupWhen(() -> data.mode = DiskMode.PERSISTENT);
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(keys(run)).containsExactly(2000, 2001);
    }

    @Test
    void twoDisksWithOneKeyInTheSnapshotAreRefused() throws Exception {
        assertRefused(
                ProblemCode.DISK_KEY_DUPLICATE,
                () -> source.addDisk(2001, BLOCK).file = "[ds] pgtest1/other.vmdk");
    }

    @Test
    void twoDisksWithOneFileInTheSnapshotAreRefused() throws Exception {
        assertRefused(
                ProblemCode.DISK_BACKING_DUPLICATE,
                () -> source.addDisk(2002, BLOCK).file = data.file);
    }

    @Test
    void aSnapshotWithoutDisksIsRefused() throws Exception {
        assertRefused(ProblemCode.VM_HAS_NO_DISKS, source.disks::clear);
    }

    private void assertRefused(ProblemCode code, Runnable change) throws Exception {
        RunView run = backupWhen(change);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem().map(Problem::code)).contains(code);
        assertThat(source.created).isEqualTo(1);
        assertThat(source.gate.reached.getCount()).as("nothing was read").isEqualTo(1);
        assertThat(fixture.repository.points()).isEmpty();
        assertThat(source.snapshots).isEmpty();
        fixture.assertNothingHeld();
    }
}
