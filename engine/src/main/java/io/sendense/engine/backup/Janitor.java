package io.sendense.engine.backup;

import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clears up after a dead engine and after failed removals: ends its runs, adopts restore points
/// that the catalog does not know, removes its drafts and its snapshots, and no one else's.
///
/// Every 15 seconds it looks again for snapshots that no living run holds and for runs that nobody
/// works on. Thread-safe.
public final class Janitor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Janitor.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);

    /// For how long a snapshot is looked for that was asked for and never answered: longer than any
    /// server lets such a task wait.
    private static final Duration MAY_STILL_COME = Duration.ofHours(1);

    /// How long the first sweep may hold the end of a process up that did nothing else, for
    /// instance a command that lists runs.
    private static final Duration FIRST_SWEEP = Duration.ofSeconds(10);

    private final BackupEnvironment environment;
    private final BackupRunner runner;
    private final RunListener listener;
    private final DeadRuns deadRuns;
    private final PointAdoption adoption;
    private final Thread sweeper;
    private final CountDownLatch swept = new CountDownLatch(1);

    /// A janitor that tells `listener` what it removed.
    public Janitor(BackupEnvironment environment, BackupRunner runner, RunListener listener) {
        this.environment = environment;
        this.runner = runner;
        this.listener = listener;
        this.deadRuns = new DeadRuns(environment, runner, listener);
        this.adoption = new PointAdoption(environment.catalog());
        this.sweeper = Thread.ofVirtual().name("janitor").unstarted(this::sweepForEver);
    }

    /// Ends what a dead engine left in the catalog and in the repositories, then sweeps in the
    /// background. To be called once, before the first run is started.
    public void start() throws EngineException {
        // First, as it tells whose the points are that the catalog does not know.
        deadRuns.settle();
        // Before their files go.
        environment.targets().endOrphans();
        for (String name : environment.repositories().names()) {
            try {
                Repository repository = environment.repositories().repository(name);
                adoption.adoptAll(name, repository);
                for (Path draft : repository.sweepDrafts(_ -> false)) {
                    LOG.info("removed the unfinished restore point {}", draft);
                }
            } catch (EngineException | CatalogException e) {
                // Another repository may be fine, and this one will say the same to whoever uses
                // it.
                LOG.warn("repository {} cannot be cleared up", name, e);
            }
        }
        sweeper.start();
    }

    private void event(RunId run, EventCode code, Events arguments) {
        listener.runEvent(
                environment
                        .catalog()
                        .events()
                        .append(run, environment.clock().instant(), code, arguments.arguments()));
    }

    private void sweepForEver() {
        try {
            while (true) {
                sweep();
                swept.countDown();
                Thread.sleep(PERIOD);
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /// Does once what is done again and again: ends runs that nobody works on, removes snapshots.
    ///
    /// @return how many records of snapshots are left
    synchronized int sweep() throws InterruptedException {
        try {
            deadRuns.settle();
        } catch (CatalogException e) {
            LOG.warn("runs cannot be read", e);
        }
        return sweepSnapshots();
    }

    /// Tries once to remove every recorded snapshot that no living run holds.
    ///
    /// @return how many records are left
    int sweepSnapshots() throws InterruptedException {
        int left = 0;
        for (SnapshotRecords.Held held : recorded()) {
            // Without a row it is not of this catalog: its run's number may be another's by now.
            if (held.record().isPresent() && runner.living(held.run()).isPresent()) {
                continue;
            }
            try {
                if (!sweep(held)) {
                    left++;
                }
            } catch (EngineException | RuntimeException e) {
                left++;
                LOG.info("snapshot {} is still there: {}", held.name(), e.getMessage());
            }
        }
        return left;
    }

    private List<SnapshotRecords.Held> recorded() {
        try {
            return environment.records().all();
        } catch (CatalogException e) {
            LOG.warn("what is held cannot be read", e);
            return List.of();
        }
    }

    /// Removes the snapshot if it is there.
    ///
    /// @return whether it certainly is not there any more: one that was only asked for may still be
    ///   made by a server that is slow
    private boolean sweep(SnapshotRecords.Held held) throws EngineException, InterruptedException {
        VmSource source = environment.sources().source(held.vcenter());
        List<ObjectId> removed =
                OrphanRemoval.remove(source, held.vm(), held.name(), held.snapshot().orElse(null));
        if (removed.isEmpty()
                && held.snapshot().isEmpty()
                && environment.clock().instant().isBefore(held.asked().plus(MAY_STILL_COME))) {
            return false;
        }
        environment.records().released(held);
        if (!removed.isEmpty() && source.consolidate(held.vm())) {
            LOG.info("merged what the removal of {} had left", held.name());
        }
        for (ObjectId snapshot : removed) {
            LOG.info("removed the snapshot {} ({})", held.name(), snapshot);
            if (held.record().isPresent()) {
                event(
                        held.run(),
                        EventCode.ORPHAN_SNAPSHOT_REMOVED,
                        Events.with("snapshot", snapshot.value()));
            }
        }
        return true;
    }

    /// Lets the first sweep end, so that a short-lived process clears up too, and stops.
    @Override
    public void close() {
        if (sweeper.getState() == Thread.State.NEW) {
            return;
        }
        try {
            swept.await(FIRST_SWEEP.toMillis(), TimeUnit.MILLISECONDS);
            sweeper.interrupt();
            sweeper.join(Duration.ofSeconds(5));
        } catch (InterruptedException _) {
            sweeper.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
