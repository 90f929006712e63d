package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogLocation;
import io.sendense.engine.catalog.NodeRow;
import io.sendense.engine.catalog.RepositoryRow;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.security.LoginMethod;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import io.sendense.engine.transfer.Mover;
import io.sendense.engine.transfer.MoverOptions;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.transfer.limit.PlaceLimits;
import io.sendense.engine.transfer.limit.RatePace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// A runner with its catalog and repository in a folder, on a [FakeVmSource]. Closing it checks
/// that every point is sound.
final class BackupFixture implements RunListener, AutoCloseable {
    static final String REPOSITORY = "default";

    final FakeVmSource source;
    final Catalog catalog;
    final Repository repository;
    final EngineHome home;
    final BackupEnvironment environment;
    final BackupRunner runner;
    final Janitor janitor;
    final List<RunView> pictures = new CopyOnWriteArrayList<>();
    final List<RunEvent> events = new CopyOnWriteArrayList<>();
    final LayerExports exports;

    /// What is done when something was recorded, in the run's own thread.
    volatile Consumer<RunEvent> whenRecorded = _ -> {};

    /// What is done when a run has changed.
    volatile Consumer<RunView> whenChanged = _ -> {};

    private final LayerPacking packing = LayerPacking.ofAnEngine();

    /// Paths of runs that name a node.
    volatile TransferPaths nodes =
            request -> {
                throw new IllegalStateException("no node " + request.node());
            };

    /// What writes the repository's layers.
    volatile TargetServer server = TargetServer.EMBEDDED;

    /// How disks are moved, given the mover of the product.
    volatile UnaryOperator<Mover> moving = UnaryOperator.identity();

    BackupFixture(Path folder) throws Exception {
        this(folder, new FakeVmSource());
    }

    /// An engine's home with its repository, new or left by another.
    BackupFixture(Path folder, FakeVmSource source) throws Exception {
        this(folder, source, folder.resolve("home/repository"));
    }

    /// An engine's home, with a repository that other engines may use too.
    BackupFixture(Path folder, FakeVmSource source, Path root) throws Exception {
        this.source = source;
        InstantSource clock = InstantSource.system();
        home = EngineHome.create(folder.resolve("home"));
        catalog = Catalog.open(new CatalogLocation.H2File(home.catalogFile()));
        repository =
                Files.exists(root.resolve("repository.json"))
                        ? Repository.open(root)
                        : Repository.create(root, clock);
        if (catalog.repositories().findDefault().isEmpty()) {
            catalog.repositories()
                    .insert(
                            new RepositoryRow(
                                    REPOSITORY, root, repository.id(), true, clock.instant()));
        }
        exports = LayerExports.listen(home.nbdSocket());
        ExtentMover mover =
                new ExtentMover(
                        new BufferPool(1 << 18, 8),
                        new MoverOptions(2, Duration.ofMillis(100), Duration.ofMillis(5), 1 << 16));
        environment =
                new BackupEnvironment(
                        catalog,
                        _ -> source,
                        new OneRepository(),
                        new SnapshotRecords(catalog, home.heldIntents(), clock),
                        new LayerTargets(exports, home, clock),
                        (task, sums, counters) ->
                                moving.apply(mover::move).move(task, sums, counters),
                        request -> nodes.open(request),
                        packing,
                        new SharedLimits(
                                new RatePace(0),
                                new PlaceLimiter(
                                        new PlaceLimits(8, 8 << 20), new PlaceLimits(8, 8 << 20))),
                        clock,
                        new ProgramVersion("1.2.3-test", "abc123"),
                        Duration.ofMillis(5),
                        Duration.ofMillis(20));
        runner = new BackupRunner(environment, this);
        janitor = new Janitor(environment, runner, this);
    }

    /// Has the catalog know a node, so that runs may name it.
    void knowNode(String name) {
        catalog.nodes()
                .insert(
                        new NodeRow(
                                name,
                                "backup",
                                "edge1.example",
                                22,
                                LoginMethod.AGENT,
                                Optional.empty(),
                                "SHA256:abc",
                                8081,
                                Instant.EPOCH));
    }

    private final class OneRepository implements Repositories {
        @Override
        public Repository repository(String name) {
            return repository;
        }

        @Override
        public TargetServer target(String name) {
            return server;
        }

        @Override
        public List<String> names() {
            return List.of(REPOSITORY);
        }
    }

    @Override
    public void runChanged(RunView run) {
        pictures.add(run);
        whenChanged.accept(run);
    }

    @Override
    public void runEvent(RunEvent event) {
        events.add(event);
        whenRecorded.accept(event);
    }

    RunId start() throws Exception {
        return runner.start(
                new BackupOrder("vc", FakeVmSource.VM, REPOSITORY, BackupOptions.usual()));
    }

    RunView backup() throws Exception {
        return runner.await(start());
    }

    RunView backup(BackupOptions options) throws Exception {
        return runner.await(
                runner.start(new BackupOrder("vc", FakeVmSource.VM, REPOSITORY, options)));
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

    /// Nothing of a run is left but what was published.
    void assertNothingHeld() throws Exception {
        assertThat(repository.listDrafts()).isEmpty();
        assertThat(catalog.heldSnapshots().held()).isEmpty();
        assertThat(home.heldIntents().list()).isEmpty();
        assertThat(catalog.runs().living()).isEmpty();
    }

    List<EventCode> story(RunId run) {
        return catalog.events().list(run, 0).stream().map(RunEvent::code).toList();
    }

    @Override
    public void close() throws EngineException, IOException {
        runner.close();
        janitor.close();
        requireSound();
        exports.close();
        packing.close();
        repository.close();
        catalog.close();
    }

    private void requireSound() throws EngineException {
        try {
            for (RestorePoint point : repository.points()) {
                assertThat(new PointVerifier(1).verify(point, Progress.NONE).findings()).isEmpty();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
