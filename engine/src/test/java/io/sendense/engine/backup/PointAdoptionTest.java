package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.catalog.NewRun;
import io.sendense.engine.catalog.PointDiskRow;
import io.sendense.engine.catalog.PointRow;
import io.sendense.engine.catalog.StoredPoint;
import io.sendense.engine.repository.point.ManifestFile;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Points that the repository has and the catalog does not.
@Timeout(60)
class PointAdoptionTest {
    @TempDir private Path folder;
    private final FakeVmSource source = new FakeVmSource();
    private FakeDisk disk;
    private BackupFixture first;

    @BeforeEach
    void open() throws Exception {
        disk = source.addDisk(2000, 8L * FakeDisk.BLOCK);
        source.write(disk, 0, new byte[] {1});
        first = new BackupFixture(folder.resolve("first"), source, folder.resolve("repository"));
    }

    @AfterEach
    void close() throws Exception {
        first.close();
    }

    private RunView backup(BackupFixture engine) throws Exception {
        source.write(disk, 0, new byte[] {(byte) (engine.repository.points().size() + 2)});
        return engine.backup();
    }

    private BackupFixture other(String name) throws Exception {
        return new BackupFixture(folder.resolve(name), source, folder.resolve("repository"));
    }

    private static List<PointRow> rows(BackupFixture engine) {
        return engine.catalog.points().list().stream().map(StoredPoint::point).toList();
    }

    @Test
    void aLostCatalogGetsAllPointsBackAndTheSnapshotOfItsDeadRunGoes() throws Exception {
        backup(first);
        backup(first);
        try (DeadEngine dead = DeadEngine.at(EventCode.SNAPSHOT_CREATED, first)) {
            Path remains = dead.remains(folder.resolve("second"));
            try (Stream<Path> files = Files.list(remains.resolve("home"))) {
                for (Path file :
                        files.filter(f -> f.getFileName().toString().startsWith("catalog"))
                                .toList()) {
                    Files.delete(file);
                }
            }
            assertThat(source.snapshots).hasSize(1);
            try (BackupFixture next = other("second")) {
                next.janitor.start();
                next.janitor.sweep();
                assertThat(next.catalog.runs().newest(10)).isEmpty();
                assertThat(rows(next))
                        .hasSize(2)
                        .allSatisfy(row -> assertThat(row.run()).isEmpty());
                assertThat(next.catalog.points().list().getFirst().disks())
                        .map(row -> row.parent().map(PointDiskRow.Parent::point).orElse(""))
                        .containsExactly(next.repository.points().getLast().id().value());
                assertThat(source.snapshots).isEmpty();
                assertThat(next.home.heldIntents().list()).isEmpty();
                assertGoesOn(next);
            }
        }
    }

    /// Its runs are counted from 1 again, as those of the points are.
    private void assertGoesOn(BackupFixture next) throws Exception {
        RunView run = backup(next);
        assertThat(run.id()).isEqualTo(new RunId(1));
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.disks().getFirst().mode()).contains(ReadMode.INCREMENTAL);
        assertThat(next.restored(2000)).isEqualTo(disk.bytes());
        assertThat(rows(next)).hasSize(3);
    }

    @Test
    void aPointWhoseParentIsDamagedDoesNotKeepTheEngineFromStarting() throws Exception {
        RunView full = backup(first);
        backup(first);
        RestorePoint sound = fullPoint();
        Path manifest = first.repository.point(pointOf(full)).folder().resolve(ManifestFile.NAME);
        byte[] content = Files.readAllBytes(manifest);
        Files.write(manifest, new byte[] {'{'});
        try (BackupFixture next = other("second")) {
            next.janitor.start();
            assertThat(rows(next)).map(PointRow::id).containsExactly(sound.id().value());
            Files.write(manifest, content);
        }
    }

    private RestorePoint fullPoint() throws Exception {
        BackupOrder order =
                new BackupOrder(
                        "vc",
                        FakeVmSource.VM,
                        BackupFixture.REPOSITORY,
                        BackupOptions.usual().inFull());
        RunView run = first.runner.await(first.runner.start(order));
        return first.repository.point(pointOf(run));
    }

    private static String pointOf(RunView run) {
        return run.point().orElseThrow();
    }

    @Test
    void aPointThatAnotherEngineMadeMayBackOneOfThisEngine() throws Exception {
        try (BackupFixture other = other("second")) {
            RunView theirs = backup(other);
            RunView ours = backup(first);
            assertThat(ours.problem()).isEmpty();
            assertThat(ours.state()).isEqualTo(RunState.COMPLETED);
            assertThat(ours.disks().getFirst().mode()).contains(ReadMode.INCREMENTAL);
            assertThat(rows(first))
                    .map(PointRow::id)
                    .containsExactly(pointOf(ours), pointOf(theirs));
        }
    }

    /// Both count their runs from 1.
    @Test
    void aPointOfAnotherEngineIsNotTakenForThatOfADeadRunWithTheSameNumber() throws Exception {
        RunId dead =
                first.catalog
                        .runs()
                        .insert(
                                new NewRun(
                                        "vc",
                                        "pgtest1",
                                        FakeVmSource.VM.value(),
                                        FakeVmSource.VM_UUID,
                                        BackupFixture.REPOSITORY,
                                        Instant.now(),
                                        Bandwidth.UNLIMITED,
                                        Optional.empty(),
                                        "1.2.3-test",
                                        "abc123"));
        first.catalog.runs().changeState(dead, RunState.PENDING, RunState.RUNNING);
        try (BackupFixture other = other("second")) {
            assertThat(backup(other).id()).isEqualTo(dead);
        }
        first.janitor.start();
        assertThat(first.runner.recorded(dead).state()).isEqualTo(RunState.FAILED);
        assertThat(rows(first)).hasSize(1).allSatisfy(row -> assertThat(row.run()).isEmpty());
    }
}
