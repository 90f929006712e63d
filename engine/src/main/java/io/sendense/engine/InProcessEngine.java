package io.sendense.engine;

import io.sendense.engine.backup.BackupEnvironment;
import io.sendense.engine.backup.BackupOrder;
import io.sendense.engine.backup.BackupRunner;
import io.sendense.engine.backup.Janitor;
import io.sendense.engine.backup.LayerExports;
import io.sendense.engine.backup.LayerTargets;
import io.sendense.engine.backup.SnapshotRecords;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.catalog.CatalogLocation;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.execution.JobEnvironment;
import io.sendense.engine.node.client.NodePaths;
import io.sendense.engine.node.client.NodeTimes;
import io.sendense.engine.node.client.NodeTunnels;
import io.sendense.engine.node.ports.PortPool;
import io.sendense.engine.preflight.PreflightRules;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.LayerPacking;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.transfer.BufferPool;
import io.sendense.engine.transfer.ExtentMover;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The engine of this process: owns a home folder, its catalog and all runs. Thread-safe.
///
/// Made by `open`, which also clears up after an engine that died. Closing cancels living runs,
/// waits for them and releases all.
public final class InProcessEngine implements Engine {
    private static final Duration SPACE_CHECK = Duration.ofSeconds(15);

    private final ProgramVersion program;
    private final Releases releases;
    private final Catalog catalog;
    private final EventHub hub;
    private final VCenters vcenters;
    private final FollowedInventories inventories;
    private final OpenRepositories repositories;
    private final RepositoryTargets targets;
    private final Points points;
    private final OperatorLimits limits;
    private final BackupRunner runner;
    private final StoredPoints stores;
    private final InProcessJobs jobs;
    private final InProcessNodes nodes;

    private InProcessEngine(EngineSettings settings, Releases releases)
            throws EngineException, IOException {
        this.program = settings.program();
        this.releases = releases;
        this.catalog =
                releases.add(
                        Catalog.open(new CatalogLocation.H2File(settings.home().catalogFile())));
        this.hub = releases.add(new EventHub());
        this.vcenters =
                releases.add(
                        new VCenters(
                                catalog,
                                settings.secrets(),
                                settings.connector(),
                                settings.clock()));
        this.inventories = releases.add(new FollowedInventories(vcenters, hub));
        this.repositories = releases.add(new OpenRepositories(catalog, settings.clock()));
        repositories.ensureDefault(settings.home().defaultRepository());
        PointVerdicts verdicts = new PointVerdicts(catalog, settings.clock());
        this.points = new Points(catalog, repositories, verdicts);
        this.limits = new OperatorLimits(catalog);
        LayerExports exports = releases.add(LayerExports.listen(settings.home().nbdSocket()));
        LayerTargets layers = new LayerTargets(exports, settings.home(), settings.clock());
        this.targets = new RepositoryTargets(catalog, repositories, layers);
        NodeRegister register = new NodeRegister(catalog, settings.secrets(), settings.clock());
        NodeTunnels tunnels = releases.add(new NodeTunnels(register, NodeTimes.usual()));
        this.nodes = new InProcessNodes(register, tunnels);
        PortPool ports = new PortPool(catalog.leases(), settings.home().id(), settings.clock());
        ports.sweep();
        BackupEnvironment environment =
                new BackupEnvironment(
                        catalog,
                        vcenters,
                        repositories,
                        new SnapshotRecords(
                                catalog, settings.home().heldIntents(), settings.clock()),
                        layers,
                        new ExtentMover(BufferPool.ofAnEngine(), settings.mover()),
                        new NodePaths(tunnels, ports, exports, vcenters::access),
                        releases.add(LayerPacking.ofAnEngine()),
                        limits.shared(),
                        settings.clock(),
                        settings.program(),
                        settings.removalPause(),
                        SPACE_CHECK);
        FillHistory fill = releases.add(new FillHistory(catalog, repositories, settings.clock()));
        this.runner = releases.add(new BackupRunner(environment, fill.before(hub)));
        releases.add(new Janitor(environment, runner, hub)).start();
        this.stores =
                releases.add(
                        new StoredPoints(
                                catalog,
                                repositories,
                                points,
                                verdicts,
                                fill.start(),
                                runner,
                                settings.clock()));
        this.jobs =
                releases.add(
                        new InProcessJobs(
                                new JobEnvironment(
                                        catalog,
                                        vcenters,
                                        runner,
                                        repositories::resolve,
                                        settings.clock(),
                                        hub)));
        jobs.settle();
    }

    /// Opens the engine of a home folder that this process owns.
    ///
    /// @throws EngineException the catalog, the default repository or the home cannot be used;
    ///   nothing stays open
    public static Engine open(EngineSettings settings) throws EngineException {
        Releases releases = new Releases();
        try {
            return new InProcessEngine(settings, releases);
        } catch (CatalogException e) {
            releases.closeAfter(e);
            throw e.toEngineException();
        } catch (EngineException | RuntimeException e) {
            releases.closeAfter(e);
            throw e;
        } catch (IOException e) {
            releases.closeAfter(e);
            throw Problem.of(ProblemCode.HOME_UNUSABLE)
                    .with("path", settings.home().folder().toString())
                    .because(e)
                    .toException(e);
        }
    }

    @Override
    public ProgramVersion version() {
        return program;
    }

    @Override
    public List<VCenter> vcenters() throws EngineException, InterruptedException {
        return Cataloged.call(vcenters::list);
    }

    @Override
    public ServerCertificate certificate(String url) throws EngineException {
        return Certificates.fetch(url);
    }

    @Override
    public VCenter addVCenter(NewVCenter vcenter) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            VCenter added = vcenters.add(vcenter);
            hub.vcentersChanged();
            return added;
        });
    }

    @Override
    public About testVCenter(String name) throws EngineException, InterruptedException {
        return Cataloged.call(() -> vcenters.test(name));
    }

    @Override
    public void removeVCenter(String name) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            vcenters.remove(name);
            inventories.forget(name);
            hub.vcentersChanged();
            return name;
        });
    }

    @Override
    public Inventory inventory(String vcenter) throws EngineException, InterruptedException {
        return Cataloged.call(() -> inventories.read(vcenter));
    }

    @Override
    public VirtualMachine vm(String vcenter, ObjectId vm)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> vcenters.source(vcenter).vm(vm));
    }

    @Override
    public List<Concern> concerns(String vcenter, ObjectId vm, BackupOptions options)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            VmSource source = vcenters.source(vcenter);
            return PreflightRules.concerns(source.vm(vm), source.condition(vm), options);
        });
    }

    @Override
    public List<RepositoryView> repositories() throws EngineException, InterruptedException {
        return Cataloged.call(repositories::views);
    }

    @Override
    public AddedRepository addRepository(String name, Path folder, TargetServer target)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            targets.find(name, target);
            return stores.additions().add(name, folder, target);
        });
    }

    @Override
    public RepositoryTarget setRepositoryTarget(String name, TargetServer target)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> targets.set(name, target));
    }

    @Override
    public AddedRepository importRepository(String name, Path folder)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> stores.additions().take(name, folder));
    }

    @Override
    public RepositoryCheck checkRepository(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> stores.checks().run(name, readData, progress));
    }

    @Override
    public void removeRepository(String name) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            stores.forget(name);
            return name;
        });
    }

    @Override
    public void setDefaultRepository(String name) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            targets.requireFitForDefault(name);
            repositories.makeDefault(name);
            return name;
        });
    }

    @Override
    public List<FillSample> repositoryFill(String name)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> stores.fill(name));
    }

    @Override
    public ServedPoint serve(ServeRequest request) throws EngineException, InterruptedException {
        return Cataloged.call(() -> points.serve(request, stores.served()));
    }

    @Override
    public List<ServedPoint> served() {
        return stores.served().list();
    }

    @Override
    public void stopServing(long id) throws EngineException {
        stores.served().stop(id);
    }

    @Override
    public RunId startBackup(BackupRequest request) throws EngineException, InterruptedException {
        return Cataloged.call(() ->
                runner.start(
                        new BackupOrder(
                                request.vcenter(),
                                request.vm(),
                                repositories.resolve(request.repository()),
                                request.options())));
    }

    @Override
    public List<RunView> runs(int atMost) throws EngineException, InterruptedException {
        return Cataloged.call(() ->
                catalog.runs().newest(atMost).stream()
                        .map(run -> runner.living(run.id()).orElse(run))
                        .toList());
    }

    @Override
    public RunView run(RunId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            Optional<RunView> living = runner.living(id);
            return living.isPresent() ? living.get() : runner.recorded(id);
        });
    }

    @Override
    public List<RunEvent> events(RunId run, long after)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            runner.recorded(run);
            return catalog.events().list(run, after);
        });
    }

    @Override
    public void cancelRun(RunId id) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            runner.cancel(id);
            return id;
        });
    }

    @Override
    public void limitRun(RunId id, Bandwidth bandwidth)
            throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            runner.limit(id, bandwidth);
            return id;
        });
    }

    @Override
    public void retryDisks(RunId id) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            runner.retryDisks(id);
            return id;
        });
    }

    @Override
    public List<RateSample> rates(RunId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> runner.rates(id));
    }

    @Override
    public TransferLimits limits() throws EngineException, InterruptedException {
        return Cataloged.call(limits::limits);
    }

    @Override
    public void setLimits(TransferLimits wanted) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            limits.set(wanted);
            return wanted;
        });
    }

    @Override
    public RunView awaitRun(RunId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> runner.await(id));
    }

    @Override
    public Jobs jobs() {
        return jobs;
    }

    @Override
    public Nodes nodes() {
        return nodes;
    }

    @Override
    public void runSchedules() {
        jobs.runSchedules();
    }

    @Override
    public List<PointView> points() throws EngineException, InterruptedException {
        return Cataloged.call(points::list);
    }

    @Override
    public RestorePlan restorePlan(String point) throws EngineException, InterruptedException {
        return Cataloged.call(() -> points.plan(point));
    }

    @Override
    public VerifyView verify(String point, Progress progress)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> points.verify(point, progress));
    }

    @Override
    public long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> points.export(request, progress));
    }

    @Override
    public Subscription subscribe(EngineListener listener) {
        Subscription subscription = hub.subscribe(listener, runner.living(), jobs.living());
        inventories.listenersChanged();
        return () -> {
            subscription.close();
            inventories.listenersChanged();
        };
    }

    @Override
    public void close() {
        releases.close();
    }
}
