package io.sendense.engine;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.concern.ConcernRule;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
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
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// An engine without vCenters, disks and files, for those who talk to engines. Its runs go on when
/// the test says so (`runs`), its long calls when their gate is open. Thread-safe.
public final class FakeEngine implements Engine {
    private volatile TransferLimits limits = TransferLimits.usual();

    public static final String PASSWORD = "p\u00e4ss \"w\u00f6rd\" \ud83d\udd11";

    /// Closed, verifications and exports wait in their middle until opened or interrupted.
    public volatile CountDownLatch gate = new CountDownLatch(0);

    /// Long calls that are in their middle now.
    public final AtomicInteger inTheMiddle = new AtomicInteger();

    public volatile Inventory inventory = SampleViews.inventory(3);

    private final FakeRuns runs = new FakeRuns();
    private final FakeNodes nodes =
            new FakeNodes(new NodeTransfer(new RunId(7), "web01", 2000, "Hard disk 1", 10100));
    private final FakeRepositories repositories = new FakeRepositories();
    private final Map<String, VCenter> vcenters = new TreeMap<>();
    private final ProgramVersion version;

    public FakeEngine() {
        this(new ProgramVersion("0.1.0", "abc1234"));
    }

    public FakeEngine(ProgramVersion version) {
        this.version = version;
    }

    /// Moves runs on.
    public FakeRuns runs() {
        return runs;
    }

    /// Makes another inventory of its vCenters' and tells the listeners what differs.
    public void change(String vcenter, Inventory now) {
        InventoryChange change = InventoryChange.between(inventory, now);
        inventory = now;
        runs.tell(vcenter, change);
    }

    @Override
    public ProgramVersion version() {
        return version;
    }

    @Override
    public List<VCenter> vcenters() {
        synchronized (vcenters) {
            return List.copyOf(vcenters.values());
        }
    }

    @Override
    public ServerCertificate certificate(String url) throws EngineException {
        if (!url.startsWith("https://")) {
            throw Problem.of(ProblemCode.VCENTER_UNREACHABLE)
                    .with("url", url)
                    .with("cause", "not https")
                    .toException();
        }
        return SampleViews.certificate();
    }

    @Override
    public VCenter addVCenter(NewVCenter wanted) throws EngineException {
        if (wanted.url().equals(EngineContract.NOWHERE)) {
            throw Problem.of(ProblemCode.VCENTER_UNREACHABLE)
                    .with("url", wanted.url())
                    .with("cause", "Connection refused")
                    .toException();
        }
        if (!wanted.password().reveal().equals(PASSWORD)) {
            throw Problem.of(ProblemCode.VCENTER_LOGIN_REFUSED)
                    .with("url", wanted.url())
                    .with("user", wanted.user())
                    .toException();
        }
        String trust = wanted.pin().map(pin -> "sha256:" + pin).orElse("system");
        VCenter added =
                new VCenter(wanted.name(), wanted.url(), wanted.user(), trust, SampleViews.TIME);
        synchronized (vcenters) {
            if (vcenters.putIfAbsent(wanted.name(), added) != null) {
                throw Problem.of(ProblemCode.VCENTER_NAME_TAKEN)
                        .with("name", wanted.name())
                        .toException();
            }
        }
        runs.tellVCenters();
        return added;
    }

    private void requireVCenter(String name) throws EngineException {
        synchronized (vcenters) {
            if (!vcenters.containsKey(name)) {
                throw Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", name).toException();
            }
        }
    }

    @Override
    public About testVCenter(String name) throws EngineException {
        requireVCenter(name);
        return SampleViews.about();
    }

    @Override
    public void removeVCenter(String name) throws EngineException {
        requireVCenter(name);
        for (RunView run : runs.newest(Integer.MAX_VALUE)) {
            if (!run.state().ended() && run.vcenter().equals(name)) {
                throw Problem.of(ProblemCode.VCENTER_IN_USE)
                        .with("name", name)
                        .withCount("run", run.id().value())
                        .toException();
            }
        }
        synchronized (vcenters) {
            vcenters.remove(name);
        }
        runs.tellVCenters();
    }

    @Override
    public Inventory inventory(String vcenter) throws EngineException {
        requireVCenter(vcenter);
        return inventory;
    }

    @Override
    public List<Concern> concerns(String vcenter, ObjectId vm, BackupOptions options)
            throws EngineException {
        VirtualMachine found = vm(vcenter, vm);
        return List.of(
                Concern.of(ConcernRule.SNAPSHOTS_PRESENT)
                        .withCount("count", found.snapshots().size()),
                Concern.of(ConcernRule.DATASTORE_LOW)
                        .with("datastore", options.reading().name())
                        .withBytes("free", 1L << 40)
                        .withBytes("capacity", 1L << 41));
    }

    @Override
    public VirtualMachine vm(String vcenter, ObjectId vm) throws EngineException {
        requireVCenter(vcenter);
        return inventory.vms().stream()
                .filter(summary -> summary.id().equals(vm))
                .findFirst()
                .map(SampleViews::machine)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.VM_UNKNOWN)
                                .with("vm", vm.value())
                                .with("vcenter", vcenter)
                                .toException());
    }

    @Override
    public List<RepositoryView> repositories() {
        return repositories.list();
    }

    @Override
    public AddedRepository addRepository(String name, Path folder, TargetServer target)
            throws EngineException {
        AddedRepository added = repositories.add(name, folder, true);
        repositories.target(name, target);
        return new AddedRepository(
                repositories.find(name), added.made(), added.adopted(), added.unusable());
    }

    @Override
    public RepositoryTarget setRepositoryTarget(String name, TargetServer target)
            throws EngineException {
        return repositories.target(name, target);
    }

    @Override
    public AddedRepository importRepository(String name, Path folder) throws EngineException {
        return repositories.add(name, folder, false);
    }

    @Override
    public RepositoryCheck checkRepository(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException {
        repositories.find(name);
        work("pgtest1", progress);
        return SampleViews.checked(name, readData);
    }

    @Override
    public void removeRepository(String name) throws EngineException {
        repositories.remove(name);
    }

    @Override
    public void setDefaultRepository(String name) throws EngineException {
        repositories.makeDefault(name);
    }

    @Override
    public List<FillSample> repositoryFill(String name) throws EngineException {
        repositories.find(name);
        return SampleViews.fill();
    }

    @Override
    public ServedPoint serve(ServeRequest request) throws EngineException {
        return repositories.serve(point(request.point()), request);
    }

    @Override
    public List<ServedPoint> served() {
        return repositories.served();
    }

    @Override
    public void stopServing(long id) throws EngineException {
        repositories.stop(id);
    }

    private static PointView point(String id) throws EngineException {
        return SampleViews.points().stream()
                .filter(known -> known.id().startsWith(id))
                .findFirst()
                .orElseThrow(() ->
                        Problem.of(ProblemCode.POINT_UNKNOWN).with("point", id).toException());
    }

    @Override
    public RunId startBackup(BackupRequest request) throws EngineException {
        VirtualMachine vm = vm(request.vcenter(), request.vm());
        return runs.start(request, vm.summary(), version);
    }

    @Override
    public List<RunView> runs(int atMost) {
        return runs.newest(atMost);
    }

    @Override
    public RunView run(RunId id) throws EngineException {
        return runs.find(id);
    }

    @Override
    public List<RunEvent> events(RunId run, long after) throws EngineException {
        return runs.events(run, after);
    }

    @Override
    public void cancelRun(RunId id) throws EngineException {
        runs.cancel(id);
    }

    @Override
    public void limitRun(RunId id, Bandwidth bandwidth) throws EngineException {
        runs.limit(id, bandwidth);
    }

    @Override
    public void retryDisks(RunId id) throws EngineException {
        runs.retry(id);
    }

    @Override
    public List<RateSample> rates(RunId id) throws EngineException {
        runs.find(id);
        return SampleViews.rates();
    }

    @Override
    public TransferLimits limits() {
        return limits;
    }

    @Override
    public void setLimits(TransferLimits wanted) {
        limits = wanted;
    }

    @Override
    public RunView awaitRun(RunId id) throws EngineException, InterruptedException {
        return runs.await(id);
    }

    @Override
    public FakeNodes nodes() {
        return nodes;
    }

    @Override
    public Jobs jobs() {
        return (Jobs)
                Proxy.newProxyInstance(
                        FakeEngine.class.getClassLoader(),
                        new Class<?>[] {Jobs.class},
                        (_, method, _) -> {
                            throw new UnsupportedOperationException(
                                    method.getName() + ": JobsContract is for the real engine");
                        });
    }

    @Override
    public List<PointView> points() {
        return SampleViews.points();
    }

    @Override
    public RestorePlan restorePlan(String point) throws EngineException {
        if (SampleViews.points().stream().noneMatch(known -> known.id().startsWith(point))) {
            throw Problem.of(ProblemCode.POINT_UNKNOWN).with("point", point).toException();
        }
        return SampleViews.restorePlan();
    }

    @Override
    public VerifyView verify(String point, Progress progress)
            throws EngineException, InterruptedException {
        if (point.equals("bug")) {
            throw new IllegalStateException("a defect of the engine");
        }
        if (SampleViews.points().stream().noneMatch(known -> known.id().startsWith(point))) {
            throw Problem.of(ProblemCode.POINT_UNKNOWN).with("point", point).toException();
        }
        work("Hard disk 1", progress);
        return SampleViews.verified();
    }

    @Override
    public long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException {
        try {
            if (Files.exists(request.to())) {
                throw Problem.of(ProblemCode.EXPORT_TARGET_EXISTS)
                        .with("path", request.to().toString())
                        .toException();
            }
            Files.writeString(request.to(), "half");
            boolean done = false;
            try {
                work("disk-" + request.disk(), progress);
                Files.writeString(request.to(), "whole as " + request.format());
                done = true;
                return 1 << 20;
            } finally {
                if (!done) {
                    Files.delete(request.to());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void work(String what, Progress progress) throws InterruptedException {
        for (long done = 0; done <= 1000; done++) {
            progress.at(what, done, 1000);
            if (done == 500) {
                inTheMiddle.incrementAndGet();
                try {
                    gate.await();
                } finally {
                    inTheMiddle.decrementAndGet();
                }
            }
        }
    }

    @Override
    public Subscription subscribe(EngineListener listener) {
        return runs.subscribe(listener);
    }

    /// How many listeners there are.
    public int subscribers() {
        return runs.subscribers();
    }

    @Override
    public void runSchedules() {}

    @Override
    public void close() {
        runs.close();
    }
}
