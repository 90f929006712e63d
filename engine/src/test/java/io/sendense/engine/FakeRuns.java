package io.sendense.engine;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.ReentrantLock;

/// The runs of a fake engine: a test takes them from step to step. Thread-safe.
public final class FakeRuns {
    private static final long CAPACITY = 109_521_666_048L;

    private final NavigableMap<Long, RunView> runs = new TreeMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final List<FakeSubscription> subscriptions = new CopyOnWriteArrayList<>();

    synchronized RunId start(BackupRequest request, VmSummary vm, ProgramVersion version) {
        RunId id = new RunId(runs.size() + 1);
        change(
                new RunView(
                        id,
                        request.vcenter(),
                        vm.name(),
                        vm.id().value(),
                        vm.instanceUuid(),
                        request.repository().orElse("default"),
                        RunState.RUNNING,
                        RunPhase.TRANSFER,
                        SampleViews.TIME,
                        Optional.empty(),
                        request.options().bandwidth(),
                        List.of(disk(2000, DiskState.TRANSFERRING, 0)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        version.version(),
                        version.commit()));
        record(id, EventCode.RUN_STARTED, Map.of("vm", new Argument.Text(vm.name())));
        return id;
    }

    private static DiskView disk(int key, DiskState state, long written) {
        return new DiskView(
                key,
                "Hard disk 1",
                CAPACITY,
                state,
                CAPACITY,
                written,
                0,
                0,
                150 << 20,
                Optional.of(ReadMode.FULL),
                Optional.of("FIRST_POINT"),
                Optional.of("nbd+unix:///disk-2000?socket=/tmp/nbd.sock"),
                Optional.of("folder"),
                Optional.empty());
    }

    /// Records an event of a run.
    public synchronized RunEvent record(
            RunId run, EventCode code, Map<String, Argument> arguments) {
        RunEvent event = new RunEvent(events.size() + 1, run, SampleViews.TIME, code, arguments);
        events.add(event);
        subscriptions.forEach(subscription -> subscription.add(l -> l.runEvent(event)));
        return event;
    }

    void tellVCenters() {
        subscriptions.forEach(subscription -> subscription.add(EngineListener::vcentersChanged));
    }

    void tell(String vcenter, InventoryChange change) {
        subscriptions.forEach(subscription -> subscription.add(vcenter, change));
    }

    /// Sets how much of a run's disk is written.
    public synchronized void progress(RunId run, long written) {
        RunView old = runs.get(run.value());
        change(withState(old, old.state(), List.of(disk(2000, DiskState.TRANSFERRING, written))));
    }

    /// Ends a run well.
    public synchronized void complete(RunId run) {
        change(
                withState(
                        runs.get(run.value()),
                        RunState.COMPLETED,
                        List.of(disk(2000, DiskState.COMPLETED, CAPACITY))));
        record(run, EventCode.RUN_COMPLETED, Map.of());
    }

    synchronized void limit(RunId run, Bandwidth bandwidth) throws EngineException {
        RunView old = find(run);
        if (old.state().ended()) {
            throw Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                    .withCount("run", run.value())
                    .with("state", old.state().name())
                    .toException();
        }
        change(with(old, old.state(), bandwidth, old.disks()));
    }

    synchronized void retry(RunId run) throws EngineException {
        RunView now = find(run);
        if (now.state().ended()) {
            throw Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                    .withCount("run", run.value())
                    .with("state", now.state().name())
                    .toException();
        }
        throw Problem.of(ProblemCode.RUN_AWAITS_NO_RETRY)
                .withCount("run", run.value())
                .with("phase", now.phase().name())
                .toException();
    }

    private static RunView withState(RunView old, RunState state, List<DiskView> disks) {
        return with(old, state, old.bandwidth(), disks);
    }

    private static RunView with(
            RunView old, RunState state, Bandwidth bandwidth, List<DiskView> disks) {
        return new RunView(
                old.id(),
                old.vcenter(),
                old.vmName(),
                old.vmId(),
                old.vmUuid(),
                old.repository(),
                state,
                state.ended() ? RunPhase.ENDED : old.phase(),
                old.started(),
                state.ended() ? Optional.of(SampleViews.TIME.plusSeconds(90)) : Optional.empty(),
                bandwidth,
                disks,
                state.succeeded() ? Optional.of("aaaaaaaaaaaaaaaa") : Optional.empty(),
                Optional.empty(),
                List.of(),
                old.programVersion(),
                old.programCommit());
    }

    private void change(RunView run) {
        runs.put(run.id().value(), run);
        subscriptions.forEach(subscription -> subscription.add(l -> l.runChanged(run)));
        notifyAll();
    }

    synchronized List<RunView> newest(int atMost) {
        return runs.descendingMap().values().stream().limit(atMost).toList();
    }

    synchronized RunView find(RunId id) throws EngineException {
        RunView run = runs.get(id.value());
        if (run == null) {
            throw Problem.of(ProblemCode.RUN_UNKNOWN).withCount("run", id.value()).toException();
        }
        return run;
    }

    synchronized List<RunEvent> events(RunId run, long after) throws EngineException {
        find(run);
        return events.stream()
                .filter(event -> event.run().equals(run) && event.number() > after)
                .toList();
    }

    synchronized void cancel(RunId id) throws EngineException {
        RunView run = find(id);
        if (run.state().ended()) {
            throw Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                    .withCount("run", id.value())
                    .with("state", run.state().name())
                    .toException();
        }
        record(id, EventCode.CANCEL_REQUESTED, Map.of());
        change(withState(run, RunState.CANCELLED, List.of(disk(2000, DiskState.CANCELLED, 512))));
        record(id, EventCode.RUN_CANCELLED, Map.of());
    }

    synchronized RunView await(RunId id) throws EngineException, InterruptedException {
        while (!find(id).state().ended()) {
            wait();
        }
        return find(id);
    }

    synchronized Engine.Subscription subscribe(EngineListener listener) {
        FakeSubscription subscription = new FakeSubscription(listener);
        runs.values().stream()
                .filter(run -> !run.state().ended())
                .forEach(run -> subscription.add(l -> l.runChanged(run)));
        subscriptions.add(subscription);
        return subscription;
    }

    int subscribers() {
        return subscriptions.size();
    }

    void close() {
        subscriptions.forEach(subscription -> subscription.add(EngineListener::disconnected));
        subscriptions.forEach(FakeSubscription::end);
    }

    private interface News {
        void tell(EngineListener listener);
    }

    private final class FakeSubscription implements Engine.Subscription {
        private static final News END = _ -> {};

        private final Map<String, InventoryChange> changes = new HashMap<>();
        private final LinkedBlockingQueue<News> news = new LinkedBlockingQueue<>();
        private final ReentrantLock telling = new ReentrantLock();
        private volatile boolean closed;

        FakeSubscription(EngineListener listener) {
            Thread.ofVirtual()
                    .start(() -> {
                        try {
                            for (News next = news.take(); next != END; next = news.take()) {
                                tell(next, listener);
                            }
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    });
        }

        private void tell(News piece, EngineListener listener) {
            telling.lock();
            try {
                if (!closed) {
                    piece.tell(listener);
                }
            } finally {
                telling.unlock();
            }
        }

        /// Of one vCenter, what waits is told as one.
        void add(String vcenter, InventoryChange change) {
            synchronized (changes) {
                boolean waits = changes.containsKey(vcenter);
                changes.merge(vcenter, change, InventoryChange::then);
                if (!waits) {
                    add(listener -> listener.inventoryChanged(vcenter, taken(vcenter)));
                }
            }
        }

        private InventoryChange taken(String vcenter) {
            synchronized (changes) {
                return changes.remove(vcenter);
            }
        }

        void add(News piece) {
            news.add(piece);
        }

        void end() {
            subscriptions.remove(this);
            news.add(END);
        }

        @Override
        public void close() {
            closed = true;
            end();
            // Waits for what is being told.
            telling.lock();
            telling.unlock();
        }
    }
}
