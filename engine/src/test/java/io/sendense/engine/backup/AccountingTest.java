package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.transfer.MoveTask;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A disk is complete when every planned byte is accounted for, as written, as zeroed or as equal:
/// not one less, not one more.
@Timeout(60)
class AccountingTest {
    private static final int BLOCK = FakeDisk.BLOCK;

    @TempDir private Path folder;
    private final FakeVmSource source = new FakeVmSource();
    private BackupFixture fixture;
    private FakeDisk disk;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder, source);
        disk = source.addDisk(2000, 20L * BLOCK + 512);
        source.write(disk, 0, new byte[] {1});
        source.write(disk, 9L * BLOCK, new byte[3 * BLOCK]);
        source.write(disk, 20L * BLOCK, new byte[] {2});
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static void assertAccounted(DiskView disk, long planned, long written, long zeroed) {
        assertThat(disk.plannedBytes()).isEqualTo(planned);
        assertThat(disk.writtenBytes()).isEqualTo(written);
        assertThat(disk.zeroedBytes()).isEqualTo(zeroed);
        assertThat(disk.writtenBytes() + disk.zeroedBytes() + disk.equalBytes()).isEqualTo(planned);
        assertThat(disk.state()).isEqualTo(DiskState.COMPLETED);
    }

    @Test
    void everyPlannedByteIsWrittenOrZeroed() throws Exception {
        assertAccounted(
                fixture.backup().disks().getFirst(), 4L * BLOCK + 512, BLOCK + 512L, 3L * BLOCK);
        source.write(disk, 0, new byte[BLOCK]);
        source.write(disk, 10L * BLOCK, new byte[] {3});
        assertAccounted(fixture.backup().disks().getFirst(), 2L * BLOCK, BLOCK, BLOCK);
        assertThat(fixture.restored(2000)).isEqualTo(disk.bytes());
    }

    private static MoveTask withoutItsEnd(MoveTask task) {
        List<Extent> all = task.plan().asList();
        ExtentList less = ExtentList.union(all.subList(0, all.size() - 1));
        return new MoveTask(
                task.name(),
                task.source(),
                task.target(),
                less,
                task.clusterBytes(),
                task.zeroes());
    }

    @Test
    void aMoverThatAccountsForTooLittleFailsTheRun() throws Exception {
        fixture.moving =
                mover -> (task, sums, counters) -> mover.move(withoutItsEnd(task), sums, counters);
        assertIncomplete(fixture.backup(), 4L * BLOCK + 512, 4L * BLOCK);
        fixture.moving = mover -> mover;
        assertThat(fixture.backup().state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.restored(2000)).isEqualTo(disk.bytes());
    }

    @Test
    void aMoverThatDoesNothingFailsTheRun() throws Exception {
        fixture.moving = _ -> (task, sums, counters) -> task.target().flush();
        assertIncomplete(fixture.backup(), 4L * BLOCK + 512, 0);
    }

    @Test
    void aMoverThatAccountsForTheSameBytesTwiceFailsTheRun() throws Exception {
        fixture.moving =
                mover ->
                        (task, sums, counters) -> {
                            mover.move(task, sums, counters);
                            mover.move(task, sums, counters);
                        };
        assertIncomplete(fixture.backup(), 4L * BLOCK + 512, 2 * (4L * BLOCK + 512));
    }

    private void assertIncomplete(RunView run, long planned, long done) throws Exception {
        Problem expected =
                Problem.of(ProblemCode.TRANSFER_INCOMPLETE)
                        .with("label", "Hard disk 1")
                        .withBytes("planned", planned)
                        .withBytes("done", done);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem()).contains(expected);
        assertThat(run.point()).isEmpty();
        DiskView failed = run.disks().getFirst();
        assertThat(failed.state()).isEqualTo(DiskState.FAILED);
        assertThat(failed.problem()).contains(expected);
        assertThat(fixture.story(run.id()))
                .contains(EventCode.DISK_FAILED)
                .doesNotContain(EventCode.DISK_COMPLETED, EventCode.POINT_PUBLISHED);
        assertThat(fixture.repository.points()).isEmpty();
        assertThat(source.snapshots).isEmpty();
        fixture.assertNothingHeld();
    }
}
