package io.sendense.ui.bridge;

import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.ui.shared.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/// Carries what the engine says of runs, jobs and inventories to the screen, at most five times a
/// second.
///
/// The engine's threads only store the newest state of each run and its events, and plan one drain
/// when none is planned. The drain applies everything on the FX thread at once. While nothing
/// happens nothing is planned. All methods but the listener's are for the FX thread.
public final class RunFeed {
    /// Time between the first news and the drain that shows it: five drains a second at most.
    private static final Duration DRAIN_DELAY = Duration.ofMillis(200);

    private final Tasks tasks;
    private final Incoming incoming = new Incoming();
    private final Map<RunId, RunView> living = new LinkedHashMap<>();
    private final List<Consumer<Changes>> watchers = new CopyOnWriteArrayList<>();
    private final ReadOnlyBooleanWrapper connected = new ReadOnlyBooleanWrapper(this, "connected");
    private Engine.@Nullable Subscription subscription;

    public RunFeed(Tasks tasks) {
        this.tasks = tasks;
    }

    /// What came since the last drain. Immutable.
    ///
    /// @param runs newest state of each run that changed
    /// @param events in the engine's order
    /// @param inventories by vCenter, put together
    /// @param jobRuns newest state of each execution of a job that changed
    /// @param jobsChanged whether the jobs have to be read again
    /// @param vcentersChanged whether a vCenter was added or removed
    public record Changes(
            List<RunView> runs,
            List<RunEvent> events,
            Map<String, InventoryChange> inventories,
            List<JobRunView> jobRuns,
            boolean jobsChanged,
            boolean vcentersChanged) {
        public Changes {
            runs = List.copyOf(runs);
            events = List.copyOf(events);
            inventories = Map.copyOf(inventories);
            jobRuns = List.copyOf(jobRuns);
        }
    }

    /// Subscribes to an engine; returns before it is done.
    public void attach(Engine engine, Consumer<? super Problem> failed) {
        tasks.call(
                () -> engine.subscribe(incoming),
                made -> {
                    subscription = made;
                    connected.set(!incoming.isGone());
                },
                failed);
    }

    /// Calls `watcher` on the FX thread after each drain, for good.
    public void watch(Consumer<Changes> watcher) {
        watchers.add(watcher);
    }

    /// The runs that have not ended, as far as the feed has heard.
    public List<RunView> living() {
        return List.copyOf(living.values());
    }

    /// Whether the engine is there and tells of its runs.
    public ReadOnlyBooleanProperty connectedProperty() {
        return connected.getReadOnlyProperty();
    }

    /// Ends the subscription; returns before it is done.
    public void detach() {
        Engine.Subscription made = subscription;
        subscription = null;
        if (made != null) {
            tasks.call(
                    () -> {
                        made.close();
                        return made;
                    },
                    _ -> connected.set(false),
                    _ -> connected.set(false));
        }
    }

    private void drain() {
        Changes changes = incoming.take();
        if (incoming.isGone()) {
            connected.set(false);
        }
        for (RunView run : changes.runs()) {
            if (run.state().ended()) {
                living.remove(run.id());
            } else {
                living.put(run.id(), run);
            }
        }
        watchers.forEach(watcher -> watcher.accept(changes));
    }

    /// Where the engine's threads leave their news.
    private final class Incoming implements EngineListener {
        private final Map<RunId, RunView> runs = new LinkedHashMap<>();
        private final List<RunEvent> events = new ArrayList<>();
        private final Map<String, InventoryChange> inventories = new LinkedHashMap<>();
        private final Map<JobRunId, JobRunView> jobRuns = new LinkedHashMap<>();
        private boolean jobsChanged;
        private boolean vcentersChanged;
        private boolean drainPlanned;
        private boolean gone;

        @Override
        public synchronized void runChanged(RunView run) {
            runs.put(run.id(), run);
            planDrain();
        }

        @Override
        public synchronized void runEvent(RunEvent event) {
            events.add(event);
            planDrain();
        }

        @Override
        public synchronized void inventoryChanged(String vcenter, InventoryChange change) {
            inventories.merge(vcenter, change, InventoryChange::then);
            planDrain();
        }

        @Override
        public synchronized void jobRunChanged(JobRunView run) {
            jobRuns.put(run.id(), run);
            planDrain();
        }

        @Override
        public synchronized void jobsChanged() {
            jobsChanged = true;
            planDrain();
        }

        @Override
        public synchronized void vcentersChanged() {
            vcentersChanged = true;
            planDrain();
        }

        @Override
        public synchronized void disconnected() {
            gone = true;
            planDrain();
        }

        private void planDrain() {
            if (!drainPlanned) {
                drainPlanned = true;
                tasks.onScreenAfter(DRAIN_DELAY, RunFeed.this::drain);
            }
        }

        private synchronized Changes take() {
            drainPlanned = false;
            Changes changes =
                    new Changes(
                            List.copyOf(runs.values()),
                            events,
                            inventories,
                            List.copyOf(jobRuns.values()),
                            jobsChanged,
                            vcentersChanged);
            runs.clear();
            events.clear();
            inventories.clear();
            jobRuns.clear();
            jobsChanged = false;
            vcentersChanged = false;
            return changes;
        }

        private synchronized boolean isGone() {
            return gone;
        }
    }
}
