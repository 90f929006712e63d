package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.catalog.NewRun;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.DiskMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an engine finds of one that died, and what it makes of it.
@Timeout(60)
class JanitorTest {
    private static final int BLOCK = FakeDisk.BLOCK;

    @TempDir private Path folder;
    private final FakeVmSource source = new FakeVmSource();
    private FakeDisk system;
    private FakeDisk data;
    private BackupFixture first;

    @BeforeEach
    void open() throws Exception {
        system = source.addDisk(2000, 20L * BLOCK + 512);
        data = source.addDisk(2001, 4L * BLOCK);
        source.write(system, BLOCK, new byte[] {1, 2, 3});
        source.write(data, 0, new byte[] {4});
        first = new BackupFixture(folder.resolve("first"), source);
    }

    @AfterEach
    void close() throws Exception {
        first.close();
    }

    /// The engine that starts on what the dead one left, swept once.
    private BackupFixture next(Path remains) throws Exception {
        BackupFixture next = new BackupFixture(remains, source);
        next.janitor.start();
        next.janitor.sweep();
        return next;
    }

    private Path second() {
        return folder.resolve("second");
    }

    private void assertCompletedLate(BackupFixture next, RunId id) throws Exception {
        RunView run = next.runner.recorded(id);
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.problem()).isEmpty();
        assertThat(run.warnings()).map(Problem::code).contains(ProblemCode.RUN_RECORDED_LATE);
        RestorePoint point = next.repository.points().getFirst();
        assertThat(run.point()).contains(point.id().value());
        assertThat(next.catalog.points().list().getFirst().point())
                .satisfies(row -> {
                    assertThat(row.id()).isEqualTo(point.id().value());
                    assertThat(row.run()).contains(id);
                    assertThat(row.vcenter()).isEqualTo("vc");
                });
        assertThat(next.story(id))
                .containsOnlyOnce(EventCode.POINT_PUBLISHED, EventCode.RUN_COMPLETED_WITH_WARNING)
                .doesNotContain(EventCode.RUN_FAILED);
        assertThat(source.snapshots).isEmpty();
        next.assertNothingHeld();
    }

    @Test
    void aRunThatDiedAfterPublishingHasCompletedAndItsSnapshotGoes() throws Exception {
        try (DeadEngine dead = DeadEngine.at(EventCode.POINT_PUBLISHED, first);
                BackupFixture next = next(dead.remains(second()))) {
            assertCompletedLate(next, dead.run);
            assertThat(next.restored(2000)).isEqualTo(system.bytes());
            assertThat(next.story(dead.run)).endsWith(EventCode.ORPHAN_SNAPSHOT_REMOVED);
            source.write(system, 0, new byte[] {9});
            RunView incremental = next.backup();
            assertThat(incremental.disks())
                    .allSatisfy(disk -> assertThat(disk.mode()).contains(ReadMode.INCREMENTAL));
            assertThat(next.restored(2000)).isEqualTo(system.bytes());
        }
    }

    @Test
    void aRunThatDiedBeforeItsCatalogCommitHasCompleted() throws Exception {
        first.backup();
        source.write(data, BLOCK, new byte[] {5});
        try (DeadEngine dead = DeadEngine.at(EventCode.RUN_COMPLETED, first);
                BackupFixture next = next(dead.remains(second()))) {
            assertCompletedLate(next, dead.run);
            assertThat(next.catalog.points().list()).hasSize(2);
            assertThat(next.restored(2001)).isEqualTo(data.bytes());
        }
    }

    @Test
    void itsWarningsAndItsTimeAreThoseOfTheRunItself() throws Exception {
        data.mode = DiskMode.INDEPENDENT_PERSISTENT;
        try (DeadEngine dead = DeadEngine.at(EventCode.SNAPSHOT_REMOVED, first);
                BackupFixture next = next(dead.remains(second()))) {
            assertCompletedLate(next, dead.run);
            RunView run = next.runner.recorded(dead.run);
            assertThat(run.warnings())
                    .map(Problem::code)
                    .containsExactly(ProblemCode.DISK_EXCLUDED, ProblemCode.RUN_RECORDED_LATE);
            assertThat(run.ended()).contains(first.events.getLast().time());
        }
    }

    @Test
    void aRunThatWasToStopButHadPublishedHasCompleted() throws Exception {
        try (DeadEngine dead = DeadEngine.at(EventCode.POINT_PUBLISHED, first)) {
            first.runner.cancel(dead.run);
            try (BackupFixture next = next(dead.remains(second()))) {
                assertCompletedLate(next, dead.run);
            }
        }
    }

    /// Between the two there is but the rename: the catalog is of before, the repository of after.
    @Test
    void aRunWhosePublicationWasNotEvenToldHasCompleted() throws Exception {
        Path file = Path.of(first.home.catalogFile() + ".mv.db");
        Path before = folder.resolve("before.mv.db");
        first.whenChanged =
                run -> {
                    if (run.phase() == RunPhase.PUBLISH && !Files.exists(before)) {
                        copy(file, before);
                    }
                };
        try (DeadEngine dead = DeadEngine.at(EventCode.POINT_PUBLISHED, first)) {
            Path remains = dead.remains(second());
            Files.move(
                    before,
                    remains.resolve("home").resolve(file.getFileName()),
                    StandardCopyOption.REPLACE_EXISTING);
            try (BackupFixture next = next(remains)) {
                assertCompletedLate(next, dead.run);
                assertThat(next.repository.listDrafts()).isEmpty();
            }
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRunThatDiedBeforePublishingHasFailed() throws Exception {
        try (DeadEngine dead = DeadEngine.at(RunPhase.PUBLISH, first);
                BackupFixture next = next(dead.remains(second()))) {
            RunView run = next.runner.recorded(dead.run);
            assertThat(run.disks())
                    .allSatisfy(disk -> assertThat(disk.state()).isEqualTo(DiskState.COMPLETED));
            assertInterrupted(next, run);
            assertThat(next.repository.points()).isEmpty();
            assertThat(next.catalog.points().list()).isEmpty();
            assertThat(source.snapshots).isEmpty();
            assertThat(next.home.heldIntents().list()).isEmpty();
        }
    }

    private static void assertInterrupted(BackupFixture engine, RunView run) {
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.RUN_INTERRUPTED);
        assertThat(engine.story(run.id())).contains(EventCode.RUN_FAILED);
    }

    @Test
    void aRunWhoseRepositoryCannotBeReadIsNotJudgedBeforeItCan() throws Exception {
        try (DeadEngine dead = DeadEngine.at(EventCode.RUN_COMPLETED, first);
                BackupFixture next = new BackupFixture(dead.remains(second()), source)) {
            Path format = next.repository.root().resolve("repository.json");
            Path away = next.repository.root().resolve("not-mounted");
            Files.move(format, away);
            next.janitor.start();
            next.janitor.sweep();
            assertThat(next.runner.recorded(dead.run).state()).isEqualTo(RunState.RUNNING);
            Files.move(away, format);
            next.janitor.sweep();
            assertCompletedLate(next, dead.run);
        }
    }

    @Test
    void aRunWhoseEndTheCatalogDidNotTakeHasNotFailed() throws Exception {
        first.whenRecorded =
                event -> {
                    if (event.code() == EventCode.SNAPSHOT_REMOVED) {
                        first.catalog.close();
                    }
                };
        RunId id = first.start();
        assertThatThrownBy(() -> first.runner.await(id)).isInstanceOf(CatalogException.class);
        try (BackupFixture next = next(DeadEngine.remains(first, second()))) {
            assertCompletedLate(next, id);
        }
    }

    @Test
    void endsWhatNobodyWorksOnAndLeavesWhatLives() throws Exception {
        source.gate.hold = new CountDownLatch(1);
        RunId living = first.start();
        source.gate.reached.await();
        RunId dead =
                first.catalog
                        .runs()
                        .insert(
                                new NewRun(
                                        "vc",
                                        "web01",
                                        "vm-43",
                                        "50000000-0000-4000-8000-000000000043",
                                        BackupFixture.REPOSITORY,
                                        Instant.now(),
                                        Bandwidth.UNLIMITED,
                                        Optional.empty(),
                                        "1.2.3-test",
                                        "abc123"));
        first.janitor.sweep();
        assertInterrupted(first, first.runner.recorded(dead));
        assertThat(first.pictures).extracting(RunView::id).contains(dead);
        assertThat(first.runner.recorded(living).state()).isEqualTo(RunState.RUNNING);
        assertThat(source.snapshots).hasSize(1);
        source.gate.hold.countDown();
        assertThat(first.runner.await(living).state()).isEqualTo(RunState.COMPLETED);
    }
}
