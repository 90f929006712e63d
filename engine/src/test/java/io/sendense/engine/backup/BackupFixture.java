package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogLocation;
import io.sendense.engine.catalog.RepositoryRow;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.MoverOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A runner with its catalog and repository in a folder, on a [FakeVmSource]. Closing it checks
/// that every point is sound.
final class BackupFixture implements RunListener {
    static final String REPOSITORY = "default";

    final FakeVmSource source = new FakeVmSource();
    final Catalog catalog;
    final Repository repository;
    final EngineHome home;
    final BackupEnvironment environment;
    final BackupRunner runner;
    final Janitor janitor;
    final List<RunView> pictures = new CopyOnWriteArrayList<>();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final LayerExports exports;

    BackupFixture(Path folder) throws Exception {
        InstantSource clock = InstantSource.system();
        home = EngineHome.create(folder.resolve("home"));
        catalog = Catalog.open(new CatalogLocation.H2File(home.catalogFile()));
        Path root = home.defaultRepository();
        boolean fresh = catalog.repositories().findDefault().isEmpty();
        repository = fresh ? Repository.create(root, clock) : Repository.open(root);
        if (fresh) {
            catalog.repositories()
                    .insert(
                            new RepositoryRow(
                                    REPOSITORY, root, repository.id(), true, clock.instant()));
        }
        exports = LayerExports.listen(home.nbdSocket());
        environment =
                new BackupEnvironment(
                        catalog,
                        _ -> source,
                        new OneRepository(),
                        new SnapshotRecords(catalog, home.heldIntents(), clock),
                        exports,
                        new ExtentMover(
                                new BufferPool(1 << 18, 8),
                                new MoverOptions(2, Duration.ofMillis(100), Duration.ofMillis(5))),
                        clock,
                        new ProgramVersion("1.2.3-test", "abc123"),
                        Duration.ofMillis(5));
        runner = new BackupRunner(environment, this);
        janitor = new Janitor(environment, runner, this);
    }

    private final class OneRepository implements Repositories {
        @Override
        public Repository repository(String name) {
            return repository;
        }

        @Override
        public List<String> names() {
            return List.of(REPOSITORY);
        }
    }

    @Override
    public void runChanged(RunView run) {
        pictures.add(run);
    }

    @Override
    public void runEvent(RunEvent event) {
        events.add(event);
    }

    RunId start() throws Exception {
        return runner.start(new BackupOrder("vc", FakeVmSource.VM, REPOSITORY, false, false));
    }

    RunView backup() throws Exception {
        return runner.await(start());
    }

    /// The content of a disk as the newest point holds it, through its whole chain.
    byte[] restored(int key) throws Exception {
        RestorePoint point = repository.points().getFirst();
        try (BlockDevice chain = point.chain(key).open()) {
            ByteBuffer all = ByteBuffer.allocate((int) chain.size());
            chain.read(0, all);
            return all.array();
        }
    }

    static byte[] content(FakeVmSource.Disk disk) {
        ByteBuffer all = ByteBuffer.allocate((int) disk.content.size());
        disk.content.read(0, all);
        return all.array();
    }

    /// Nothing of a run is left but what was published.
    void assertNothingHeld() throws Exception {
        assertThat(repository.listDrafts()).isEmpty();
        assertThat(catalog.heldSnapshots().held()).isEmpty();
        assertThat(home.heldIntents().list()).isEmpty();
        assertThat(catalog.runs().living()).isEmpty();
    }

    void close() throws Exception {
        runner.close();
        janitor.close();
        for (RestorePoint point : repository.points()) {
            assertThat(new PointVerifier(1).verify(point, Progress.NONE).findings()).isEmpty();
        }
        exports.close();
        repository.close();
        catalog.close();
    }
}
