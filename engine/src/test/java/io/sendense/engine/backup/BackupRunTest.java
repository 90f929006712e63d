package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.home.HeldIntent;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BackupRunTest {
    private static final int BLOCK = FakeDisk.BLOCK;

    @TempDir private Path folder;
    private BackupFixture fixture;
    private FakeDisk system;
    private FakeDisk data;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder);
        system = fixture.source.addDisk(2000, 100L * BLOCK + 512);
        data = fixture.source.addDisk(2001, 20L * BLOCK);
        fixture.source.write(system, 3L * BLOCK + 100, noise(1, 5 * BLOCK));
        fixture.source.write(system, 100L * BLOCK, noise(2, 512));
        fixture.source.write(data, 0, noise(3, BLOCK));
        fixture.source.write(data, 7L * BLOCK, new byte[2 * BLOCK]);
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static DiskView disk(RunView run, int key) {
        return run.disks().stream().filter(d -> d.key() == key).findFirst().orElseThrow();
    }

    @Test
    void backsUpAllDisksUnderOneSnapshotAndAccountsForEveryByte() throws Exception {
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.source.created).isEqualTo(1);
        assertThat(fixture.source.snapshots).isEmpty();
        assertThat(fixture.restored(2000)).isEqualTo(system.bytes());
        assertThat(fixture.restored(2001)).isEqualTo(data.bytes());
        assertThat(run.disks())
                .allSatisfy(d -> {
                    assertThat(d.state()).isEqualTo(DiskState.COMPLETED);
                    assertThat(d.doneBytes()).isEqualTo(d.plannedBytes());
                    assertThat(d.mode()).contains(ReadMode.FULL);
                    assertThat(d.export().orElseThrow()).startsWith("nbd+unix:///run-");
                    assertThat(d.transport()).contains("memory");
                });
        assertThat(disk(run, 2000).plannedBytes()).isEqualTo(6L * BLOCK + 512);
        assertThat(disk(run, 2001).plannedBytes()).isEqualTo(3L * BLOCK);
        assertThat(disk(run, 2001).zeroedBytes()).isEqualTo(2L * BLOCK);
        assertThat(run.programVersion()).isEqualTo("1.2.3-test");
        assertThat(run.programCommit()).isEqualTo("abc123");
        assertThat(fixture.catalog.points().list()).hasSize(1);
        fixture.assertNothingHeld();
    }

    @Test
    void tellsTheStoryInDurableEventsWhoseNumbersAscend() throws Exception {
        RunView run = fixture.backup();
        List<RunEvent> events = fixture.catalog.events().list(run.id(), 0);
        assertThat(events.stream().map(RunEvent::code))
                .startsWith(
                        EventCode.RUN_STARTED,
                        EventCode.PREFLIGHT_PASSED,
                        EventCode.SNAPSHOT_REQUESTED,
                        EventCode.SNAPSHOT_CREATED)
                .contains(EventCode.DISK_EXPORTED, EventCode.DISK_COMPLETED)
                .endsWith(
                        EventCode.POINT_PUBLISHED,
                        EventCode.SNAPSHOT_REMOVED,
                        EventCode.RUN_COMPLETED);
        assertThat(events.stream().map(RunEvent::number)).isSorted();
        assertThat(fixture.events).isEqualTo(events);
        assertThat(fixture.pictures.getLast()).isEqualTo(run);
    }

    @Test
    void theSecondRunReadsOnlyWhatChangedAndStoresZeroesOverOldData() throws Exception {
        fixture.backup();
        fixture.source.write(system, 4L * BLOCK, new byte[BLOCK]);
        fixture.source.write(system, 50L * BLOCK + 7, noise(9, 1000));
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(disk(run, 2000).mode()).contains(ReadMode.INCREMENTAL);
        assertThat(disk(run, 2000).plannedBytes()).isEqualTo(2L * BLOCK);
        assertThat(disk(run, 2000).zeroedBytes()).isEqualTo(BLOCK);
        assertThat(disk(run, 2001).plannedBytes()).isZero();
        assertThat(fixture.restored(2000)).isEqualTo(system.bytes());
        assertThat(fixture.restored(2001)).isEqualTo(data.bytes());
        RestorePoint point = fixture.repository.points().getFirst();
        assertThat(point.incremental()).isTrue();
    }

    @Test
    void readsTheWholeDiskWhenTheServerCannotSayWhatIsAllocated() throws Exception {
        fixture.source.refuseQueries = true;
        RunView run = fixture.backup();
        assertThat(disk(run, 2000).plannedBytes()).isEqualTo(system.content.size());
        assertThat(disk(run, 2000).zeroedBytes()).isEqualTo(94L * BLOCK);
        assertThat(fixture.restored(2000)).isEqualTo(system.bytes());
    }

    @Test
    void refusesTwoDisksWithOneKeyBeforeAnythingIsRead() throws Exception {
        fixture.source.addDisk(2001, BLOCK).file = "[ds] pgtest1/other.vmdk";
        RunView run = fixture.backup();
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DISK_KEY_DUPLICATE);
        assertFailedCleanly(run);
        assertThat(fixture.source.created).isZero();
    }

    @Test
    void refusesTwoDisksWithOneFile() throws Exception {
        fixture.source.addDisk(2002, BLOCK).file = "[ds] pgtest1/disk-2001.vmdk";
        RunView run = fixture.backup();
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DISK_BACKING_DUPLICATE);
        assertFailedCleanly(run);
    }

    @Test
    void leavesIndependentDisksOutVisibly() throws Exception {
        data.mode = DiskMode.INDEPENDENT_PERSISTENT;
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings().stream().map(Problem::code))
                .containsExactly(ProblemCode.DISK_EXCLUDED);
        assertThat(run.disks()).hasSize(1);
        assertThat(fixture.repository.points().getFirst().manifest().excludedDisks()).hasSize(1);
    }

    @Test
    void refusesAVmWithoutDisksThatCanBeFrozen() throws Exception {
        system.mode = DiskMode.INDEPENDENT_PERSISTENT;
        data.mode = DiskMode.INDEPENDENT_NONPERSISTENT;
        RunView run = fixture.backup();
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.VM_HAS_NO_DISKS);
        assertFailedCleanly(run);
    }

    @Test
    void aReadFailureFailsTheRunWithDiskAndCauseAndLeavesNothing() throws Exception {
        fixture.source.gate.fail = true;
        RunView run = fixture.backup();
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DISK_READ_FAILED);
        assertThat(run.disks().stream().map(DiskView::state))
                .contains(DiskState.FAILED)
                .doesNotContain(DiskState.COMPLETED, DiskState.TRANSFERRING, DiskState.WAITING);
        assertFailedCleanly(run);
    }

    @Test
    void aSnapshotThatCannotBeTakenFailsTheRun() throws Exception {
        fixture.source.refuseQuiesce = true;
        RunView run =
                fixture.runner.await(
                        fixture.runner.start(
                                new BackupOrder(
                                        "vc",
                                        FakeVmSource.VM,
                                        BackupFixture.REPOSITORY,
                                        BackupOptions.usual().quiesced(Quiescing.REQUIRED))));
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.SNAPSHOT_QUIESCE_FAILED);
        assertFailedCleanly(run);
    }

    @Test
    void findsAndRemovesASnapshotWhoseCreationWasAnsweredWithAFailure() throws Exception {
        fixture.source.loseCreateReply = true;
        RunView run = fixture.backup();
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.SNAPSHOT_CREATE_FAILED);
        assertFailedCleanly(run);
    }

    @Test
    void aSnapshotThatCannotBeRemovedBecomesAWarningAndTheJanitorsWork() throws Exception {
        fixture.source.failingRemovals = 3;
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings().stream().map(Problem::code))
                .containsExactly(ProblemCode.SNAPSHOT_REMOVE_FAILED);
        assertThat(fixture.source.snapshots).hasSize(1);
        assertThat(fixture.catalog.heldSnapshots().held()).hasSize(1);
        assertThat(fixture.janitor.sweepSnapshots()).isZero();
        assertThat(fixture.source.snapshots).isEmpty();
        fixture.assertNothingHeld();
    }

    @Test
    void isStoppedBeforeItsSnapshotFillsTheDatastore() throws Exception {
        fixture.source.gate.hold = new CountDownLatch(1);
        RunId id = fixture.start();
        fixture.source.gate.reached.await();
        VmCondition before = fixture.source.condition;
        fixture.source.condition =
                new VmCondition(
                        before.connection(),
                        before.faultTolerant(),
                        before.tools(),
                        before.configuration(),
                        before.host(),
                        List.of(
                                new DatastoreCondition(
                                        "ds", "VMFS", 1L << 40, (2L << 30) - 1, true, false)),
                        before.missingPrivileges(),
                        before.restrictedLicense());
        RunView run = fixture.runner.await(id);
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DATASTORE_SPACE_LOW);
        assertThat(run.disks()).extracting(DiskView::state).containsOnly(DiskState.CANCELLED);
        assertFailedCleanly(run);
        assertThat(fixture.source.snapshots).isEmpty();
    }

    @Test
    void mergesWhatTheRemovalOfItsSnapshotLeft() throws Exception {
        fixture.source.redoLogsLeft = true;
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.story(run.id()))
                .containsSubsequence(EventCode.SNAPSHOT_REMOVED, EventCode.DISKS_CONSOLIDATED);
        fixture.source.refuseConsolidation = true;
        RunView next = fixture.backup();
        assertThat(next.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(next.warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CONSOLIDATION_FAILED);
        fixture.assertNothingHeld();
    }

    @Test
    void aTargetThatGoesAwayFailsTheRunWithDiskAndCause() throws Exception {
        fixture.source.disks.remove(data); // one disk, so that none is still being exported
        fixture.source.gate.hold = new CountDownLatch(1);
        RunId id = fixture.start();
        fixture.source.gate.reached.await();
        fixture.exports.close();
        fixture.source.gate.hold.countDown();
        RunView run = fixture.runner.await(id);
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DISK_WRITE_FAILED);
        assertFailedCleanly(run);
        RunView next = fixture.backup();
        assertThat(next.problem().map(Problem::code)).contains(ProblemCode.NBD_TARGET_NOT_READY);
        assertFailedCleanly(next);
    }

    @Test
    void findsTheSnapshotOfALostCatalogByItsFile() throws Exception {
        fixture.source.snapshotOfAUser("snapshot-900", "sendense-5-aaaabbbbccccdddd");
        fixture.source.snapshotOfAUser("snapshot-901", "sendense-5-eeeeffffgggghhhh");
        fixture.home.heldIntents().record(intent(5, "sendense-5-aaaabbbbccccdddd", Instant.now()));
        assertThat(fixture.janitor.sweepSnapshots()).isZero();
        assertThat(fixture.source.snapshots.keySet()).containsExactly("snapshot-901");
        fixture.assertNothingHeld();
    }

    @Test
    void looksAgainForASnapshotThatMayStillBeMade() throws Exception {
        fixture.home.heldIntents().record(intent(6, "sendense-6-aaaabbbbccccdddd", Instant.now()));
        assertThat(fixture.janitor.sweepSnapshots()).isEqualTo(1);
        fixture.source.snapshotOfAUser("snapshot-902", "sendense-6-aaaabbbbccccdddd");
        assertThat(fixture.janitor.sweepSnapshots()).isZero();
        assertThat(fixture.source.snapshots).isEmpty();
        fixture.assertNothingHeld();
    }

    @Test
    void givesUpLookingForASnapshotAfterAnHour() throws Exception {
        fixture.home
                .heldIntents()
                .record(
                        intent(
                                7,
                                "sendense-7-aaaabbbbccccdddd",
                                Instant.now().minus(Duration.ofMinutes(61))));
        assertThat(fixture.janitor.sweepSnapshots()).isZero();
        fixture.assertNothingHeld();
    }

    private static HeldIntent intent(long run, String name, Instant asked) {
        return HeldIntent.snapshot(1, run, "vc", FakeVmSource.VM.value(), name, asked);
    }

    /// Both wait for each other in their first read: one after the other would wait for ever.
    @Test
    void readsTheDisksAtTheSameTime() throws Exception {
        fixture.source.gate.meeting = new CyclicBarrier(2);
        RunView run = fixture.backup();
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.restored(2000)).isEqualTo(system.bytes());
        assertThat(fixture.restored(2001)).isEqualTo(data.bytes());
    }

    @Test
    void cancelsWithinASecondAndLeavesNothing() throws Exception {
        fixture.source.gate.hold = new CountDownLatch(1);
        RunId id = fixture.start();
        fixture.source.gate.reached.await();
        long before = System.nanoTime();
        fixture.runner.cancel(id);
        RunView run = fixture.runner.await(id);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(run.state()).isEqualTo(RunState.CANCELLED);
        assertThat(run.disks().stream().map(DiskView::state)).containsOnly(DiskState.CANCELLED);
        assertThat(fixture.repository.points()).isEmpty();
        assertThat(fixture.source.snapshots).isEmpty();
        fixture.assertNothingHeld();
        assertThatThrownBy(() -> fixture.runner.cancel(id))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.RUN_NOT_ACTIVE));
    }

    @Test
    void whereverACancellationMeetsADiskItHasNotFailed() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        fixture.source.gate.hold = new CountDownLatch(1);
        for (int round = 0; round < 25; round++) {
            RunId id = fixture.start();
            Thread.sleep(random.nextInt(40));
            fixture.runner.cancel(id);
            RunView run = fixture.runner.await(id);
            assertThat(run.state()).isEqualTo(RunState.CANCELLED);
            assertThat(run.problem()).isEmpty();
            assertThat(run.disks().stream().map(DiskView::state))
                    .doesNotContain(DiskState.FAILED, DiskState.COMPLETED);
            assertThat(fixture.story(id)).doesNotContain(EventCode.DISK_FAILED);
            assertThat(fixture.source.snapshots).isEmpty();
            assertThat(fixture.repository.listDrafts()).isEmpty();
        }
    }

    @Test
    void aVmHasOneRunAtATime() throws Exception {
        fixture.source.gate.hold = new CountDownLatch(1);
        RunId id = fixture.start();
        assertThatThrownBy(() -> fixture.start())
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.VM_BUSY));
        fixture.source.gate.hold.countDown();
        assertThat(fixture.runner.await(id).state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.backup().state()).isEqualTo(RunState.COMPLETED);
    }

    @Test
    void anUnknownRunCannotBeCancelled() {
        assertThatThrownBy(() -> fixture.runner.cancel(new RunId(99)))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ProblemCode.RUN_UNKNOWN));
    }

    @Test
    void neverTouchesSnapshotsOfOthers() throws Exception {
        fixture.source.snapshotOfAUser("snapshot-900", "sendense-1-looks-like-ours");
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(fixture.source.snapshots.keySet()).containsExactly("snapshot-900");
        assertThat(fixture.janitor.sweepSnapshots()).isZero();
        assertThat(fixture.source.snapshots.keySet()).containsExactly("snapshot-900");
    }

    private void assertFailedCleanly(RunView run) throws Exception {
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.point()).isEmpty();
        assertThat(fixture.repository.points()).isEmpty();
        assertThat(fixture.source.snapshots).isEmpty();
        fixture.assertNothingHeld();
        assertThat(Arrays.stream(run.disks().toArray())).isNotNull();
    }
}
