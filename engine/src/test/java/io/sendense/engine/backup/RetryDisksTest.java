package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.VmCondition;
import io.sendense.engine.source.inventory.VmCondition.DatastoreCondition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Failed disks are read again under the snapshot that the run holds on to.
@Timeout(120)
class RetryDisksTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final int SYSTEM = 2000;
    private static final int DATA = 2001;
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final BackupOptions HELD = BackupOptions.usual().heldForRetry(LONG);

    @TempDir private Path folder;
    private BackupFixture fixture;
    private FakeVmSource source;
    private FakeDisk system;
    private FakeDisk data;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder);
        source = fixture.source;
        system = source.addDisk(SYSTEM, 100L * BLOCK + 512);
        data = source.addDisk(DATA, 40L * BLOCK);
        source.write(system, 3L * BLOCK + 100, noise(1, 5 * BLOCK));
        source.write(data, 0, noise(2, 20 * BLOCK));
        source.write(data, 30L * BLOCK, new byte[2 * BLOCK]);
    }

    @AfterEach
    void close() throws Exception {
        source.gate.hold.countDown();
        fixture.close();
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private RunId start(BackupOptions options) throws Exception {
        return fixture.runner.start(
                new BackupOrder("vc", FakeVmSource.VM, BackupFixture.REPOSITORY, options));
    }

    private RunView awaitHold(RunId id) throws Exception {
        while (true) {
            RunView run = fixture.runner.living(id).orElseThrow();
            if (run.phase() == RunPhase.AWAITING_RETRY) {
                return run;
            }
            Thread.sleep(10);
        }
    }

    private static DiskView disk(RunView run, int key) {
        return run.disks().stream().filter(d -> d.key() == key).findFirst().orElseThrow();
    }

    private List<String> draftFiles() throws IOException {
        try (Stream<Path> files = Files.walk(fixture.repository.root())) {
            return files.filter(file -> file.toString().contains(".draft-"))
                    .filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }

    private void assertAwaits(RunView held) throws IOException {
        assertThat(held.state()).isEqualTo(RunState.RUNNING);
        assertThat(held.retryUntil().orElseThrow())
                .isBetween(Instant.now().plus(LONG).minusSeconds(60), Instant.now().plus(LONG));
        assertThat(disk(held, SYSTEM).state()).isEqualTo(DiskState.COMPLETED);
        assertThat(disk(held, DATA).state()).isEqualTo(DiskState.FAILED);
        assertThat(disk(held, DATA).problem().map(Problem::code))
                .contains(ProblemCode.DISK_READ_FAILED);
        assertThat(source.snapshots).hasSize(1);
        assertThat(draftFiles())
                .contains("disk-2000.qcow2", "disk-2000.sums")
                .doesNotContain("disk-2001.qcow2", "disk-2001.sums");
    }

    /// What is written while the run waits, and between the disks, is not in the point.
    @Test
    void theFailedDiskIsReadAnewFromTheSameSnapshot() throws Exception {
        byte[] frozenSystem = system.bytes();
        byte[] frozenData = data.bytes();
        source.gate.failing.add(DATA);
        RunId id = start(HELD);
        assertAwaits(awaitHold(id));
        source.write(system, 50L * BLOCK, noise(8, BLOCK));
        source.write(data, 0, noise(9, 30 * BLOCK));
        source.gate.failing.clear();
        fixture.runner.retryDisks(id);
        RunView run = fixture.runner.await(id);
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.retryUntil()).isEmpty();
        assertThat(source.created).isEqualTo(1);
        assertThat(source.snapshots).isEmpty();
        assertThat(fixture.restored(SYSTEM)).isEqualTo(frozenSystem);
        assertThat(fixture.restored(DATA)).isEqualTo(frozenData);
        DiskView again = disk(run, DATA);
        assertThat(again.state()).isEqualTo(DiskState.COMPLETED);
        assertThat(again.plannedBytes()).isEqualTo(22L * BLOCK);
        assertThat(again.writtenBytes()).isEqualTo(20L * BLOCK);
        assertThat(again.zeroedBytes()).isEqualTo(2L * BLOCK);
        assertThat(again.problem()).isEmpty();
        assertThat(fixture.story(id))
                .containsSubsequence(
                        EventCode.DISK_FAILED,
                        EventCode.RETRY_AWAITED,
                        EventCode.RETRY_REQUESTED,
                        EventCode.DISK_COMPLETED,
                        EventCode.POINT_PUBLISHED,
                        EventCode.SNAPSHOT_REMOVED,
                        EventCode.RUN_COMPLETED);
        fixture.assertNothingHeld();

        // The position of change tracking is that of the one snapshot.
        RunView next = fixture.backup();
        assertThat(next.disks())
                .allSatisfy(d -> assertThat(d.mode()).contains(ReadMode.INCREMENTAL));
        assertThat(disk(next, DATA).plannedBytes()).isEqualTo(30L * BLOCK);
        assertThat(disk(next, SYSTEM).plannedBytes()).isEqualTo(BLOCK);
        assertThat(fixture.restored(DATA)).isEqualTo(data.bytes());
    }

    /// Of what the first attempt had moved nothing is counted, and nothing is kept.
    @Test
    void aDiskThatFailedInItsMiddleIsAccountedForOnce() throws Exception {
        fixture.backup();
        source.write(data, 2L * BLOCK, noise(4, 12 * BLOCK));
        source.write(data, 30L * BLOCK, noise(5, BLOCK));
        byte[] frozen = data.bytes();
        fixture.moving =
                mover ->
                        (task, sums, counters) -> {
                            mover.move(task, sums, counters);
                            if (task.name().endsWith("disk-" + DATA)) {
                                throw new IOException("connection reset by peer");
                            }
                        };
        RunId id = start(HELD);
        RunView held = awaitHold(id);
        assertThat(disk(held, DATA).doneBytes()).isEqualTo(13L * BLOCK);
        assertThat(disk(held, DATA).problem().map(Problem::code))
                .contains(ProblemCode.DISK_WRITE_FAILED);
        fixture.moving = mover -> mover;
        fixture.runner.retryDisks(id);
        RunView run = fixture.runner.await(id);
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(disk(run, DATA).plannedBytes()).isEqualTo(13L * BLOCK);
        assertThat(disk(run, DATA).writtenBytes()).isEqualTo(13L * BLOCK);
        assertThat(fixture.restored(DATA)).isEqualTo(frozen);
    }

    @Test
    void whoFailsAgainMayBeAskedForAgain() throws Exception {
        source.gate.failing.addAll(List.of(SYSTEM, DATA));
        RunId id = start(HELD);
        awaitHold(id);
        source.gate.failing.remove(SYSTEM);
        CountDownLatch again = new CountDownLatch(1);
        fixture.whenRecorded =
                event -> {
                    if (event.code() == EventCode.RETRY_AWAITED) {
                        again.countDown();
                    }
                };
        fixture.runner.retryDisks(id);
        again.await();
        assertAwaits(awaitHold(id));
        source.gate.failing.clear();
        fixture.runner.retryDisks(id);
        assertThat(fixture.runner.await(id).state()).isEqualTo(RunState.COMPLETED);
        assertThat(source.created).isEqualTo(1);
        assertThat(fixture.restored(SYSTEM)).isEqualTo(system.bytes());
        assertThat(fixture.restored(DATA)).isEqualTo(data.bytes());
    }

    @Test
    void whenTheTimeIsOverTheRunFailsAndTheSnapshotIsGone() throws Exception {
        source.gate.failing.add(DATA);
        RunView run = fixture.backup(BackupOptions.usual().heldForRetry(Duration.ofMillis(300)));
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem()).isEqualTo(disk(run, DATA).problem());
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DISK_READ_FAILED);
        assertThat(disk(run, SYSTEM).state()).isEqualTo(DiskState.COMPLETED);
        assertThat(fixture.story(run.id()))
                .containsSubsequence(
                        EventCode.RETRY_AWAITED,
                        EventCode.RETRY_TIME_OVER,
                        EventCode.SNAPSHOT_REMOVED,
                        EventCode.RUN_FAILED)
                .doesNotContain(EventCode.RETRY_REQUESTED);
        assertLeavesNothing();
        EngineException late =
                catchThrowableOfType(
                        EngineException.class, () -> fixture.runner.retryDisks(run.id()));
        assertThat(late.problem().code()).isEqualTo(ProblemCode.RUN_NOT_ACTIVE);
    }

    private void assertLeavesNothing() throws Exception {
        assertThat(source.snapshots).isEmpty();
        assertThat(fixture.repository.points()).isEmpty();
        assertThat(draftFiles()).isEmpty();
        fixture.assertNothingHeld();
    }

    @Test
    void cancelledWhileItWaitsItIsCancelledAndLeavesNothing() throws Exception {
        source.gate.failing.add(DATA);
        RunId id = start(HELD);
        awaitHold(id);
        fixture.runner.cancel(id);
        assertThat(fixture.runner.await(id).state()).isEqualTo(RunState.CANCELLED);
        assertLeavesNothing();
    }

    @Test
    void anEngineThatIsClosedWaitsForNobody() throws Exception {
        source.gate.failing.add(DATA);
        RunId id = start(HELD);
        awaitHold(id);
        fixture.runner.close();
        assertThat(fixture.catalog.runs().find(id).orElseThrow().state())
                .isEqualTo(RunState.CANCELLED);
        assertThat(source.snapshots).isEmpty();
    }

    /// A snapshot that grows while nobody does anything must not fill a datastore either.
    @Test
    void aDatastoreThatRunsFullEndsTheWait() throws Exception {
        source.gate.failing.add(DATA);
        RunId id = start(HELD);
        awaitHold(id);
        VmCondition roomy = source.condition;
        source.condition =
                new VmCondition(
                        roomy.connection(),
                        roomy.faultTolerant(),
                        roomy.tools(),
                        roomy.configuration(),
                        roomy.host(),
                        List.of(new DatastoreCondition("ds", "VMFS", 1L << 40, 1, true, false)),
                        roomy.missingPrivileges(),
                        roomy.restrictedLicense());
        RunView run = fixture.runner.await(id);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.DATASTORE_SPACE_LOW);
        assertLeavesNothing();
    }

    @Test
    void withoutAHoldTheFirstFailureEndsTheRunAndItsSiblings() throws Exception {
        source.gate.failing.add(DATA);
        source.gate.slow = Duration.ofMillis(300);
        RunView run = fixture.backup();
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(fixture.story(run.id())).doesNotContain(EventCode.RETRY_AWAITED);
        assertThat(disk(run, DATA).state()).isEqualTo(DiskState.FAILED);
        assertLeavesNothing();
    }

    /// A defect of ours is none that another attempt would mend.
    @Test
    void aProblemThatNobodyCanMendIsNotWaitedFor() throws Exception {
        fixture.moving = _ -> (task, _, _) -> task.target().flush();
        RunView run = fixture.backup(HELD);
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.TRANSFER_INCOMPLETE);
        assertThat(fixture.story(run.id())).doesNotContain(EventCode.RETRY_AWAITED);
        assertLeavesNothing();
    }

    @Test
    void whatMayBeRetriedIsWhatItsProblemSays() {
        assertThat(
                        Stream.of(ProblemCode.values())
                                .filter(DiskFailure::mayBeRetried)
                                .filter(code ->
                                        code.name()
                                                .matches(
                                                        "DISK.*|REPOSITORY.*|POINT.*|TRANS.*|VCENTER.*")))
                .containsExactlyInAnyOrder(
                        ProblemCode.DISK_READ_FAILED,
                        ProblemCode.DISK_WRITE_FAILED,
                        ProblemCode.REPOSITORY_NO_SPACE,
                        ProblemCode.REPOSITORY_WRITE_FAILED,
                        ProblemCode.VCENTER_UNREACHABLE,
                        ProblemCode.VCENTER_IN_USE,
                        ProblemCode.REPOSITORY_IN_USE);
    }

    @Test
    void onlyARunThatWaitsCanBeAsked() throws Exception {
        source.gate.hold = new CountDownLatch(1);
        RunId id = start(HELD);
        source.gate.reached.await();
        EngineException refused =
                catchThrowableOfType(EngineException.class, () -> fixture.runner.retryDisks(id));
        assertThat(refused.problem())
                .isEqualTo(
                        Problem.of(ProblemCode.RUN_AWAITS_NO_RETRY)
                                .withCount("run", id.value())
                                .with("phase", "TRANSFER"));
        source.gate.hold.countDown();
        assertThat(fixture.runner.await(id).state()).isEqualTo(RunState.COMPLETED);
    }

    /// Its files are those of a process that was killed while it waited.
    @Test
    void anEngineThatDiesWhileItWaitsIsClearedUpAfter() throws Exception {
        source.gate.failing.add(DATA);
        RunId id = start(HELD);
        awaitHold(id);
        Path remains = DeadEngine.remains(fixture, folder.resolve("second"));
        try (BackupFixture next = new BackupFixture(remains, source)) {
            next.janitor.start();
            next.janitor.sweep();
            RunView run = next.runner.recorded(id);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.problem().map(Problem::code)).contains(ProblemCode.RUN_INTERRUPTED);
            assertThat(disk(run, DATA).state()).isEqualTo(DiskState.FAILED);
            assertThat(next.repository.points()).isEmpty();
            assertThat(source.snapshots).isEmpty();
            assertThat(next.catalog.heldSnapshots().held()).isEmpty();
            assertThat(next.home.heldIntents().list()).isEmpty();
            assertThat(next.catalog.runs().living()).isEmpty();
        }
    }
}
