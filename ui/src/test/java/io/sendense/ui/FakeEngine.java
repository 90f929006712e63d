package io.sendense.ui;

import io.sendense.engine.AddedRepository;
import io.sendense.engine.BackupRequest;
import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.ExportRequest;
import io.sendense.engine.FakeNodes;
import io.sendense.engine.FillSample;
import io.sendense.engine.NewVCenter;
import io.sendense.engine.PointView;
import io.sendense.engine.RepositoryCheck;
import io.sendense.engine.RepositoryTarget;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.ServerCertificate;
import io.sendense.engine.TransferLimits;
import io.sendense.engine.VCenter;
import io.sendense.engine.VerifyView;
import io.sendense.engine.concern.Concern;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.engine.source.inventory.About;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// An engine whose world is in memory and whose runs go only as far as a test pushes them.
/// Thread-safe.
public final class FakeEngine extends FakeListeners implements Engine {
    private TransferLimits limits = TransferLimits.usual();

    public static final String PASSWORD = "correct horse";
    public static final String SHA256 =
            "3A:9F:61:0C:D4:27:8E:55:B0:1B:77:E9:40:C2:5D:A8:"
                    + "16:F3:8C:72:09:EE:4B:91:D7:30:AA:6E:58:C4:1F:92";
    public static final ProgramVersion PROGRAM = new ProgramVersion("0.1.0", "e7c4d10");
    private static final Instant START = Instant.parse("2026-11-22T20:15:00Z");

    private final Map<String, VCenter> vcenters = new LinkedHashMap<>();
    private final Map<String, Problem> broken = new HashMap<>();
    private final Map<RunId, RunView> runs = new LinkedHashMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<RunId> retried = new ArrayList<>();
    private final Map<RunId, List<RateSample>> rates = new HashMap<>();
    private final List<BackupRequest> requests = new ArrayList<>();
    private final Map<String, Problem> refusals = new HashMap<>();
    private Optional<NewVCenter> added = Optional.empty();
    private Optional<Problem> certificateProblem = Optional.empty();
    private volatile Instant now = START;
    private final FakeStore store = new FakeStore(this::now);
    private Inventory inventory = SampleInventory.inventory();
    private Function<ObjectId, Optional<VirtualMachine>> details = SampleInventory::vm;
    private boolean closed;
    private volatile About about =
            new About("VMware vCenter Server 8.0.3", "8.0.3.0", "vc-uuid", true);
    private Optional<Problem> repositoryFailure = Optional.empty();
    private final FakeJobs jobs = new FakeJobs(this);

    public void answerAs(About server) {
        about = server;
    }

    /// With a vCenter in it already.
    public static FakeEngine withVCenter(String name) {
        FakeEngine engine = new FakeEngine();
        engine.vcenters.put(name, engine.vcenter(name, "https://" + name + "/sdk", "backup"));
        return engine;
    }

    /// Where the details of its VMs come from.
    public synchronized void details(Function<ObjectId, Optional<VirtualMachine>> of) {
        details = of;
    }

    /// Its repositories and restore points.
    public FakeStore store() {
        return store;
    }

    /// From now on this vCenter does not answer.
    public synchronized void breakVCenter(String name, Problem why) {
        broken.put(name, why);
    }

    public synchronized void mendVCenter(String name) {
        broken.remove(name);
    }

    /// From now on starting a backup of this VM fails.
    public synchronized void refuseBackup(String vm, Problem why) {
        refusals.put(vm, why);
    }

    public synchronized void refuseCertificate(Problem why) {
        certificateProblem = Optional.of(why);
    }

    public synchronized void tick(long seconds) {
        now = now.plusSeconds(seconds);
    }

    public Instant now() {
        return now;
    }

    /// Changes a run and tells the listeners.
    public synchronized void change(RunId id, UnaryOperator<RunView> change) {
        RunView run = change.apply(runs.get(id));
        runs.put(id, run);
        listeners.forEach(listener -> listener.runChanged(run));
        jobs.follow(run);
        notifyAll();
    }

    /// Changes what its vCenters hold, and tells the listeners.
    public synchronized void change(String vcenter, InventoryChange change) {
        inventory = change.appliedTo(inventory);
        tell(vcenter, change);
    }

    public synchronized void event(RunId run, EventCode code, Map<String, Argument> arguments) {
        RunEvent event = new RunEvent(events.size() + 1L, run, now, code, arguments);
        events.add(event);
        listeners.forEach(listener -> listener.runEvent(event));
    }

    /// Ends a run well and keeps its restore point.
    public synchronized void complete(RunId id) {
        complete(id, "pt" + String.format("%014d", id.value()));
    }

    public synchronized void complete(RunId id, String point) {
        change(id, run -> FakeRun.completed(run, point, now));
        store.keep(point, Objects.requireNonNull(runs.get(id)));
    }

    /// A run that was there before this process.
    public synchronized RunId past(String vm, UnaryOperator<RunView> end) {
        RunId id = new RunId(runs.size() + 1L);
        VirtualMachine held = details.apply(new ObjectId(vm)).orElseThrow();
        runs.put(
                id, end.apply(FakeRun.pending(id, vcenters.keySet().iterator().next(), held, now)));
        return id;
    }

    /// From now on repositories cannot be listed.
    public synchronized void failRepositories(Problem why) {
        repositoryFailure = Optional.of(why);
    }

    public synchronized List<BackupRequest> requests() {
        return List.copyOf(requests);
    }

    public synchronized Optional<NewVCenter> added() {
        return added;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    // --- the engine

    @Override
    public ProgramVersion version() {
        return PROGRAM;
    }

    @Override
    public synchronized List<VCenter> vcenters() {
        return List.copyOf(vcenters.values());
    }

    @Override
    public synchronized ServerCertificate certificate(String url) throws EngineException {
        if (certificateProblem.isPresent()) {
            throw certificateProblem.get().toException();
        }
        return SampleCertificate.certificate();
    }

    @Override
    public synchronized VCenter addVCenter(NewVCenter vcenter) throws EngineException {
        if (!vcenter.pin().equals(Optional.of(SHA256))) {
            throw Problem.of(ProblemCode.VCENTER_CERTIFICATE_MISMATCH)
                    .with("url", vcenter.url())
                    .toException();
        }
        if (!vcenter.password().reveal().equals(PASSWORD)) {
            throw Problem.of(ProblemCode.VCENTER_LOGIN_REFUSED)
                    .with("url", vcenter.url())
                    .with("user", vcenter.user())
                    .toException();
        }
        added = Optional.of(vcenter);
        VCenter made = vcenter(vcenter.name(), vcenter.url(), vcenter.user());
        vcenters.put(vcenter.name(), made);
        tell(EngineListener::vcentersChanged);
        return made;
    }

    private VCenter vcenter(String name, String url, String user) {
        return new VCenter(name, url, user, "sha256:" + SHA256, START);
    }

    @Override
    public About testVCenter(String name) throws EngineException {
        known(name);
        return about;
    }

    @Override
    public synchronized void removeVCenter(String name) throws EngineException {
        known(name);
        vcenters.remove(name);
        tell(EngineListener::vcentersChanged);
    }

    private void known(String name) throws EngineException {
        if (!vcenters.containsKey(name)) {
            throw Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", name).toException();
        }
        if (broken.containsKey(name)) {
            throw broken.get(name).toException();
        }
    }

    @Override
    public synchronized Inventory inventory(String vcenter) throws EngineException {
        known(vcenter);
        return inventory;
    }

    @Override
    public synchronized VirtualMachine vm(String vcenter, ObjectId vm) throws EngineException {
        known(vcenter);
        return details.apply(vm)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.VM_UNKNOWN)
                                .with("vm", vm.value())
                                .with("vcenter", vcenter)
                                .toException());
    }

    @Override
    public synchronized List<Concern> concerns(String vcenter, ObjectId vm, BackupOptions options)
            throws EngineException {
        return SampleConcerns.of(vm(vcenter, vm));
    }

    @Override
    public synchronized List<RepositoryView> repositories() throws EngineException {
        if (repositoryFailure.isPresent()) {
            throw repositoryFailure.get().toException();
        }
        return store.repositories();
    }

    @Override
    public AddedRepository addRepository(String name, Path folder, TargetServer target)
            throws EngineException {
        return store.add(name, folder, target);
    }

    @Override
    public RepositoryTarget setRepositoryTarget(String name, TargetServer target)
            throws EngineException {
        return store.target(name, target);
    }

    @Override
    public AddedRepository importRepository(String name, Path folder) throws EngineException {
        return store.add(name, folder, TargetServer.EMBEDDED);
    }

    @Override
    public RepositoryCheck checkRepository(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException {
        return store.check(name, readData, progress);
    }

    @Override
    public void removeRepository(String name) throws EngineException {
        store.remove(name);
    }

    @Override
    public void setDefaultRepository(String name) throws EngineException {
        store.makeDefault(name);
    }

    @Override
    public List<FillSample> repositoryFill(String name) {
        return store.fill(name);
    }

    @Override
    public ServedPoint serve(ServeRequest request) throws EngineException {
        return store.serve(request);
    }

    @Override
    public List<ServedPoint> served() {
        return store.served();
    }

    @Override
    public void stopServing(long id) throws EngineException {
        store.stop(id);
    }

    @Override
    public RestorePlan restorePlan(String point) {
        return SamplePoints.plan();
    }

    @Override
    public synchronized RunId startBackup(BackupRequest request) throws EngineException {
        requests.add(request);
        VirtualMachine vm = vm(request.vcenter(), request.vm());
        Problem refusal = refusals.get(vm.summary().name());
        if (refusal != null) {
            throw refusal.toException();
        }
        RunId id = new RunId(runs.size() + 1L);
        runs.put(id, FakeRun.pending(id, request.vcenter(), vm, now));
        change(id, UnaryOperator.identity());
        event(id, EventCode.RUN_STARTED, Map.of("vm", new Argument.Text(vm.summary().name())));
        return id;
    }

    @Override
    public synchronized List<RunView> runs(int atMost) {
        return new ArrayList<>(runs.values()).reversed().stream().limit(atMost).toList();
    }

    @Override
    public synchronized RunView run(RunId id) throws EngineException {
        if (!runs.containsKey(id)) {
            throw Problem.of(ProblemCode.RUN_UNKNOWN).with("run", id.toString()).toException();
        }
        return runs.get(id);
    }

    @Override
    public synchronized List<RunEvent> events(RunId run, long after) {
        return events.stream()
                .filter(event -> event.run().equals(run) && event.number() > after)
                .toList();
    }

    @Override
    public synchronized void cancelRun(RunId id) throws EngineException {
        if (run(id).state().ended()) {
            throw Problem.of(ProblemCode.RUN_NOT_ACTIVE).with("run", id.toString()).toException();
        }
        change(id, FakeRun::cancelling);
        event(id, EventCode.CANCEL_REQUESTED, Map.of());
    }

    @Override
    public synchronized void limitRun(RunId id, Bandwidth bandwidth) throws EngineException {
        if (run(id).state().ended()) {
            throw Problem.of(ProblemCode.RUN_NOT_ACTIVE).with("run", id.toString()).toException();
        }
        change(id, run -> FakeRun.limited(run, bandwidth));
    }

    @Override
    public synchronized void retryDisks(RunId id) throws EngineException {
        if (run(id).phase() != RunPhase.AWAITING_RETRY) {
            throw Problem.of(ProblemCode.RUN_AWAITS_NO_RETRY)
                    .withCount("run", id.value())
                    .with("phase", run(id).phase().name())
                    .toException();
        }
        retried.add(id);
        change(id, FakeHold::retried);
    }

    /// The runs whose failed disks were to be read again.
    public synchronized List<RunId> retried() {
        return List.copyOf(retried);
    }

    @Override
    public synchronized List<RateSample> rates(RunId id) throws EngineException {
        run(id);
        return rates.getOrDefault(id, List.of());
    }

    /// How far a run was over its time.
    public synchronized void rates(RunId id, List<RateSample> samples) {
        rates.put(id, samples);
    }

    @Override
    public synchronized TransferLimits limits() {
        return limits;
    }

    @Override
    public synchronized void setLimits(TransferLimits wanted) {
        limits = wanted;
    }

    @Override
    public synchronized RunView awaitRun(RunId id) throws EngineException, InterruptedException {
        while (!run(id).state().ended()) {
            wait();
        }
        return run(id);
    }

    @Override
    public FakeJobs jobs() {
        return jobs;
    }

    @Override
    public FakeNodes nodes() {
        return store.nodes();
    }

    @Override
    public List<PointView> points() {
        return store.points();
    }

    @Override
    public VerifyView verify(String point, Progress progress)
            throws EngineException, InterruptedException {
        return store.verify(point, progress);
    }

    @Override
    public long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException {
        return store.export(request, progress);
    }

    @Override
    public synchronized Subscription subscribe(EngineListener listener) {
        listeners.add(listener);
        runs.values().stream().filter(run -> !run.state().ended()).forEach(listener::runChanged);
        return () -> leave(listener);
    }

    private synchronized void leave(EngineListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void runSchedules() {}

    @Override
    public synchronized void close() {
        closed = true;
    }
}
