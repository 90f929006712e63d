package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.catalog.NewRun;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.source.inventory.VmSource;
import io.sendense.engine.source.inventory.VmSummary;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.transfer.limit.RatePace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts runs, each in a thread of its own, one per VM at a time; cancels them; tells how they do.
/// Thread-safe.
///
/// Closing cancels all runs and waits until each has released what it held.
public final class BackupRunner implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(250);

    private final BackupEnvironment environment;
    private final RunListener listener;
    private final Thread ticker;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<RunId, ActiveRun> active = new HashMap<>();

    /// Runs by the instance UUID of their VM.
    @GuardedBy("lock")
    private final Map<String, RunId> byVm = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    /// A runner that tells `listener` of every change.
    public BackupRunner(BackupEnvironment environment, RunListener listener) {
        this.environment = environment;
        this.listener = listener;
        this.ticker = Thread.ofVirtual().name("run progress").start(this::tick);
    }

    /// Records a run and starts it.
    ///
    /// @throws EngineException the VM, the node or the repository is not there, the repository does
    ///   not take such a backup (`TARGET-NOT-COMPRESSING`, `QEMU-NBD-MISSING`), or the VM has a run
    ///   already (`VM-BUSY`)
    public RunId start(BackupOrder order) throws EngineException, InterruptedException {
        requireNode(order.options().node());
        VmSource source = environment.sources().source(order.vcenter());
        VmSummary vm = source.vm(order.vm()).summary();
        Repository repository = environment.repositories().repository(order.repository());
        TargetServer server = environment.repositories().target(order.repository());
        environment.targets().require(order.repository(), server, order.options().compression());
        synchronized (lock) {
            if (closed) {
                throw Problem.of(ProblemCode.REQUEST_INVALID)
                        .because(Cause.of(CauseCode.ENGINE_CLOSING))
                        .toException();
            }
            RunId other = byVm.get(vm.instanceUuid());
            if (other != null) {
                throw Problem.of(ProblemCode.VM_BUSY)
                        .with("vm", vm.name())
                        .withCount("run", other.value())
                        .toException();
            }
            RunView recorded = record(order, vm);
            ActiveRun run = prepare(order, source, repository, server, recorded);
            active.put(recorded.id(), run);
            byVm.put(vm.instanceUuid(), recorded.id());
            run.start();
            return recorded.id();
        }
    }

    private void requireNode(Optional<String> node) throws EngineException {
        if (node.isPresent() && environment.catalog().nodes().find(node.get()).isEmpty()) {
            throw Problem.of(ProblemCode.NODE_UNKNOWN).with("name", node.get()).toException();
        }
    }

    private RunView record(BackupOrder order, VmSummary vm) {
        RunId id =
                environment
                        .catalog()
                        .runs()
                        .insert(
                                new NewRun(
                                        order.vcenter(),
                                        vm.name(),
                                        vm.id().value(),
                                        vm.instanceUuid(),
                                        order.repository(),
                                        environment.clock().instant(),
                                        order.options().bandwidth(),
                                        order.options().node(),
                                        environment.program().version(),
                                        environment.program().commit()));
        return environment.catalog().runs().find(id).orElseThrow();
    }

    private ActiveRun prepare(
            BackupOrder order,
            VmSource source,
            Repository repository,
            TargetServer server,
            RunView recorded) {
        RunTracker tracker =
                new RunTracker(recorded, environment.catalog(), listener, environment.clock());
        RetryGate retries = new RetryGate();
        RatePace own = new RatePace(order.options().bandwidth().bytesPerSecond());
        BackupRun flow =
                new BackupRun(
                        order,
                        new BackupTools(
                                source,
                                environment.targets().serving(server),
                                environment.packing(order.options().compression()),
                                Pace.all(List.of(own, environment.limits().pace())),
                                environment.spaceCheck()),
                        new HeldSnapshot.Holding(
                                source, environment.records(), environment.removalPause()),
                        repository,
                        tracker,
                        environment.clock(),
                        retries,
                        () -> path(order, source, tracker));
        return new ActiveRun(
                environment,
                flow,
                tracker,
                own,
                retries,
                order,
                repository,
                recorded,
                () -> remove(recorded));
    }

    /// How the bytes of a run's disks come here.
    private TransferPath path(BackupOrder order, VmSource source, RunTracker tracker)
            throws EngineException, InterruptedException {
        Optional<String> node = order.options().node();
        if (node.isEmpty()) {
            return new LocalPath(source, environment.mover(), environment.limits().places());
        }
        return environment
                .nodes()
                .open(
                        new PathRequest(
                                node.get(),
                                tracker.id(),
                                tracker.view().vmName(),
                                order.vcenter(),
                                source,
                                (code, arguments) -> tracker.event(code, Events.of(arguments))));
    }

    private void remove(RunView run) {
        synchronized (lock) {
            active.remove(run.id());
            byVm.remove(run.vmUuid());
        }
    }

    private Optional<ActiveRun> active(RunId id) {
        synchronized (lock) {
            return Optional.ofNullable(active.get(id));
        }
    }

    private List<ActiveRun> allActive() {
        synchronized (lock) {
            return new ArrayList<>(active.values());
        }
    }

    /// The newest picture of a run that lives.
    public Optional<RunView> living(RunId id) {
        return active(id).map(ActiveRun::view);
    }

    /// The newest pictures of all runs that live.
    public List<RunView> living() {
        return allActive().stream().map(ActiveRun::view).toList();
    }

    /// Asks a run to stop.
    ///
    /// @throws EngineException `RUN-UNKNOWN`, or `RUN-NOT-ACTIVE` if it has ended
    public void cancel(RunId id) throws EngineException {
        Optional<ActiveRun> run = active(id);
        if (run.isPresent()) {
            run.get().cancel();
            return;
        }
        throw ActiveRun.notActive(id, recorded(id).state());
    }

    /// Has a run read its failed disks again.
    ///
    /// @throws EngineException `RUN-UNKNOWN`, `RUN-NOT-ACTIVE` if it has ended, or
    ///   `RUN-AWAITS-NO-RETRY`
    public void retryDisks(RunId id) throws EngineException {
        Optional<ActiveRun> run = active(id);
        if (run.isEmpty()) {
            throw ActiveRun.notActive(id, recorded(id).state());
        }
        run.get().retryDisks();
    }

    /// How far a run was over its time, in at most 240 samples.
    ///
    /// @throws EngineException `RUN-UNKNOWN`
    public List<RateSample> rates(RunId id) throws EngineException {
        Optional<ActiveRun> run = active(id);
        if (run.isPresent()) {
            return run.get().tracker().rates().samples();
        }
        return environment.catalog().runRates().list(recorded(id).id());
    }

    /// Sets what a run may read in a second, from now on.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended
    public void limit(RunId id, Bandwidth bandwidth) throws EngineException {
        Optional<ActiveRun> run = active(id);
        if (run.isEmpty()) {
            throw ActiveRun.notActive(id, recorded(id).state());
        }
        run.get().limit(bandwidth);
    }

    /// A run as the catalog has it.
    ///
    /// @throws EngineException `RUN-UNKNOWN`
    public RunView recorded(RunId id) throws EngineException {
        return environment
                .catalog()
                .runs()
                .find(id)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.RUN_UNKNOWN)
                                .withCount("run", id.value())
                                .toException());
    }

    /// Waits until a run has ended and everything it held is released.
    public RunView await(RunId id) throws EngineException, InterruptedException {
        Optional<ActiveRun> run = active(id);
        if (run.isPresent()) {
            run.get().await();
        }
        return recorded(id);
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(TICK);
                allActive().forEach(run -> run.tracker().tell());
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        for (ActiveRun run : allActive()) {
            try {
                run.cancel();
            } catch (EngineException _) {
                // It has ended by itself.
            }
        }
        boolean interrupted = false;
        for (ActiveRun run : allActive()) {
            while (true) {
                try {
                    run.await();
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        ticker.interrupt();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
