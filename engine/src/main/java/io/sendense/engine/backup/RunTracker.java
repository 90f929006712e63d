package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.DiskPlan;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.ChangedExtents;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveCounters;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a living run stands: writes what has to last into the catalog, and gives the newest
/// picture to the listener. Thread-safe.
final class RunTracker {
    private final Catalog catalog;
    private final RunListener listener;
    private final InstantSource clock;
    private final EventTelling events;
    private final RunRates rates;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private RunView run;

    @GuardedBy("lock")
    private Bandwidth bandwidth;

    @GuardedBy("lock")
    private Optional<Instant> retryUntil = Optional.empty();

    @GuardedBy("lock")
    private final Map<Integer, DiskTrack> disks = new LinkedHashMap<>();

    @GuardedBy("lock")
    private final List<Problem> warnings = new ArrayList<>();

    /// A tracker for a run that was just recorded.
    RunTracker(RunView recorded, Catalog catalog, RunListener listener, InstantSource clock) {
        this.run = recorded;
        this.bandwidth = recorded.bandwidth();
        this.catalog = catalog;
        this.listener = listener;
        this.clock = clock;
        this.events = new EventTelling(listener::runEvent);
        this.rates = new RunRates(recorded.id(), catalog);
    }

    /// Which program runs it.
    ProgramVersion program() {
        synchronized (lock) {
            return new ProgramVersion(run.programVersion(), run.programCommit());
        }
    }

    RunId id() {
        synchronized (lock) {
            return run.id();
        }
    }

    /// The picture now, with the rates of this moment.
    RunView view() {
        synchronized (lock) {
            long now = System.nanoTime();
            return with(
                    run.state(), run.phase(), Optional.empty(), run.point(), run.problem(), now);
        }
    }

    @GuardedBy("lock")
    private RunView with(
            RunState state,
            RunPhase phase,
            Optional<Instant> ended,
            Optional<String> point,
            Optional<Problem> problem,
            long nanos) {
        return new RunView(
                run.id(),
                run.vcenter(),
                run.vmName(),
                run.vmId(),
                run.vmUuid(),
                run.repository(),
                state,
                phase,
                run.started(),
                ended,
                bandwidth,
                disks.values().stream().map(disk -> disk.view(nanos)).toList(),
                point,
                problem,
                warnings,
                run.programVersion(),
                run.programCommit(),
                phase == RunPhase.AWAITING_RETRY ? retryUntil : Optional.empty(),
                run.node());
    }

    void phase(RunPhase phase) {
        synchronized (lock) {
            run =
                    with(
                            run.state(),
                            phase,
                            Optional.empty(),
                            run.point(),
                            run.problem(),
                            System.nanoTime());
        }
        tell();
    }

    /// The run waits, for so long, until it is asked to read its failed disks again.
    void awaitRetry(Duration time) {
        synchronized (lock) {
            retryUntil = Optional.of(clock.instant().plus(time));
        }
        phase(RunPhase.AWAITING_RETRY);
    }

    void state(RunState state) {
        synchronized (lock) {
            run =
                    with(
                            state,
                            run.phase(),
                            Optional.empty(),
                            run.point(),
                            run.problem(),
                            System.nanoTime());
        }
        tell();
    }

    /// The last picture: the run has ended and the catalog says so.
    void ended(RunView last) {
        synchronized (lock) {
            run = last;
        }
        listener.runChanged(last);
    }

    /// Gives the listener the newest picture.
    void tell() {
        RunView now = view();
        listener.runChanged(now);
        rates.take(now.doneBytes());
    }

    RunRates rates() {
        return rates;
    }

    /// Records something that happened, and tells it: in the order of the records, whichever disks
    /// they come from.
    void event(EventCode code, Events arguments) {
        events.tell(
                () -> catalog.events().append(id(), clock.instant(), code, arguments.arguments()));
    }

    /// What the picture shows as the run's limit from now on.
    void bandwidth(Bandwidth limit) {
        synchronized (lock) {
            bandwidth = limit;
        }
        tell();
    }

    /// Records what it may read in a second from now on.
    void limited(Bandwidth limit) {
        if (limit.limited()) {
            event(
                    EventCode.BANDWIDTH_LIMITED,
                    Events.none().withBytes("bytes", limit.bytesPerSecond()));
        } else {
            event(EventCode.BANDWIDTH_UNLIMITED, Events.none());
        }
    }

    /// Something that does not stop the run but needs a person.
    void warn(Problem problem) {
        synchronized (lock) {
            warnings.add(problem);
        }
    }

    List<Problem> warnings() {
        synchronized (lock) {
            return List.copyOf(warnings);
        }
    }

    /// Makes the rows of the disks, before any of them is worked on.
    void listDisks(List<VirtualDisk> listed) {
        for (VirtualDisk disk : listed) {
            catalog.runDisks().insert(id(), disk.key(), disk.label(), disk.capacityBytes());
            synchronized (lock) {
                disks.put(disk.key(), new DiskTrack(disk));
            }
        }
        tell();
    }

    /// What the disk's move counts.
    MoveCounters counters(VirtualDisk disk) {
        synchronized (lock) {
            return track(disk).counters;
        }
    }

    void planned(VirtualDisk disk, ChangedExtents changes, String transport, String export) {
        ReadMode mode =
                switch (changes) {
                    case ChangedExtents.Full _ -> ReadMode.FULL;
                    case ChangedExtents.Compare _ -> ReadMode.COMPARE;
                    case ChangedExtents.Incremental _ -> ReadMode.INCREMENTAL;
                };
        Optional<FullReason> reason = changes.wholeBecause();
        long planned = changes.extents().bytes();
        catalog.runDisks()
                .plan(id(), disk.key(), new DiskPlan(planned, mode, reason, transport, export));
        synchronized (lock) {
            DiskTrack track = track(disk);
            track.state = DiskState.TRANSFERRING;
            track.plannedBytes = planned;
            track.mode = Optional.of(mode);
            track.fullReason = reason.map(FullReason::name);
            track.transport = Optional.of(transport);
            track.export = Optional.of(export);
        }
        tell();
    }

    /// Takes a failed disk back to where it had not begun.
    void retry(VirtualDisk disk) {
        catalog.runDisks().retry(id(), disk.key());
        synchronized (lock) {
            track(disk).reset();
        }
    }

    void diskEnded(VirtualDisk disk, DiskState state, Optional<Problem> problem) {
        MoveCounters counters = counters(disk);
        catalog.runDisks().waited(id(), disk.key(), MoveTimes.shown(counters.waits()));
        catalog.runDisks()
                .end(
                        id(),
                        disk.key(),
                        state,
                        counters.writtenBytes(),
                        counters.zeroedBytes(),
                        counters.equalBytes(),
                        problem);
        synchronized (lock) {
            track(disk).state = state;
            track(disk).problem = problem;
        }
        tell();
    }

    /// Ends the disks that never got to an end of their own.
    void endOpenDisks(DiskState state) {
        List<VirtualDisk> open = new ArrayList<>();
        synchronized (lock) {
            disks.values().stream()
                    .filter(track -> !track.state.ended())
                    .forEach(track -> open.add(track.disk()));
        }
        open.forEach(disk -> diskEnded(disk, state, Optional.empty()));
    }

    @GuardedBy("lock")
    private DiskTrack track(VirtualDisk disk) {
        DiskTrack track = disks.get(disk.key());
        if (track == null) {
            throw new IllegalStateException(
                    "disk " + disk.key() + " has no row in run " + run.id());
        }
        return track;
    }
}
