package io.sendense.engine.backup;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import io.sendense.engine.source.inventory.VirtualMachine;
import io.sendense.engine.source.inventory.VmSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A run's one snapshot, for as long as this is open. No disk of a run can be read without it.
///
/// The intent is durable before the server is asked, so that whatever happens, somebody knows what
/// to look for. Closing removes the snapshot; where that fails, the record stays and the `Janitor`
/// goes on trying. Confined to the run's thread.
final class HeldSnapshot implements AutoCloseable {
    private static final int REMOVAL_ATTEMPTS = 3;
    private static final int QUIESCE_ATTEMPTS = 3;

    private final VmSource source;
    private final SnapshotRecords records;
    private final RunTracker tracker;
    private final String vmName;
    private final SnapshotRecords.Intent intent;
    private final ObjectId snapshot;
    private final FrozenVm frozen;
    private final List<ObjectId> older;
    private final boolean quiesced;
    private final Duration pause;
    private boolean closed;

    private HeldSnapshot(
            Holding holding,
            RunTracker tracker,
            String vmName,
            SnapshotRecords.Intent intent,
            FrozenVm frozen,
            List<ObjectId> older,
            boolean quiesced) {
        this.source = holding.source();
        this.records = holding.records();
        this.pause = holding.removalPause();
        this.tracker = tracker;
        this.vmName = vmName;
        this.intent = intent;
        this.snapshot = frozen.snapshot();
        this.frozen = frozen;
        this.older = older;
        this.quiesced = quiesced;
    }

    /// What is needed to hold snapshots.
    ///
    /// @param removalPause wait between two attempts to remove, or to quiesce
    record Holding(VmSource source, SnapshotRecords records, Duration removalPause) {}

    /// Takes the snapshot of a run.
    ///
    /// @throws EngineException it could not be taken, or not be read back; nothing of it remains,
    ///   or its record does
    static HeldSnapshot take(
            Holding holding,
            RunTracker tracker,
            String vcenter,
            VirtualMachine vm,
            Quiescing quiescing)
            throws EngineException, InterruptedException {
        ObjectId vmId = vm.summary().id();
        SnapshotRecords.Intent intent =
                holding.records().intend(tracker.id(), vcenter, vmId, vm.summary().instanceUuid());
        long before = System.nanoTime();
        tracker.event(EventCode.SNAPSHOT_REQUESTED, Events.with("name", intent.snapshotName()));
        ObjectId snapshot = null;
        try {
            SnapshotRequest request =
                    new SnapshotRequest(
                            vmId,
                            intent.snapshotName(),
                            "Held by Sendense while it backs up, run "
                                    + tracker.id()
                                    + ". It removes it by itself.",
                            quiescing != Quiescing.OFF);
            Created created = create(holding, tracker, request, quiescing);
            snapshot = created.snapshot();
            holding.records().hold(intent.record(), snapshot);
            tracker.event(
                    EventCode.SNAPSHOT_CREATED,
                    Events.with("snapshot", snapshot.value())
                            .withTime("time", Duration.ofNanos(System.nanoTime() - before)));
            FrozenVm frozen = holding.source().frozen(vmId, snapshot);
            List<ObjectId> older = older(holding.source().snapshots(vmId), snapshot);
            return new HeldSnapshot(
                    holding,
                    tracker,
                    vm.summary().name(),
                    intent,
                    frozen,
                    older,
                    created.quiesced());
        } catch (EngineException | InterruptedException | RuntimeException e) {
            giveUp(holding, intent, vmId, snapshot, e);
            throw e;
        }
    }

    /// All but ours and what was taken on top of it.
    private static List<ObjectId> older(List<SnapshotNode> trees, ObjectId ours) {
        List<ObjectId> found = new ArrayList<>();
        for (SnapshotNode node : trees) {
            if (!node.id().equals(ours)) {
                found.add(node.id());
                found.addAll(older(node.children(), ours));
            }
        }
        return found;
    }

    private record Created(ObjectId snapshot, boolean quiesced) {}

    /// A guest that is busy now may come to rest a moment later. What a failed attempt left is
    /// removed first.
    private static Created create(
            Holding holding, RunTracker tracker, SnapshotRequest request, Quiescing quiescing)
            throws EngineException, InterruptedException {
        VmSource source = holding.source();
        for (int attempt = 1; ; attempt++) {
            try {
                return new Created(source.createSnapshot(request), request.quiesce());
            } catch (EngineException e) {
                if (e.problem().code() != ProblemCode.SNAPSHOT_QUIESCE_FAILED) {
                    throw e;
                }
                OrphanRemoval.remove(source, request.vm(), request.name(), null);
                if (attempt == QUIESCE_ATTEMPTS) {
                    if (quiescing == Quiescing.REQUIRED) {
                        throw e;
                    }
                    tracker.warn(e.problem().as(ProblemCode.SNAPSHOT_NOT_QUIESCED));
                    return new Created(source.createSnapshot(request.withoutQuiescing()), false);
                }
                Thread.sleep(holding.removalPause());
            }
        }
    }

    /// After a failed creation: removes what there is. The record is given up only when the server
    /// says that nothing is there.
    private static void giveUp(
            Holding holding,
            SnapshotRecords.Intent intent,
            ObjectId vm,
            @Nullable ObjectId known,
            Exception reason) {
        try {
            Uninterrupted.run(() -> {
                OrphanRemoval.remove(holding.source(), vm, intent.snapshotName(), known);
                // A creation that was only asked for may still end at the server; the janitor looks
                // again later.
                if (known != null || !mayStillCome(reason)) {
                    holding.records().released(intent);
                }
                return null;
            });
        } catch (Exception e) {
            reason.addSuppressed(e);
        }
    }

    private static boolean mayStillCome(Exception reason) {
        return switch (reason) {
            case InterruptedException _ -> true;
            case EngineException e ->
                    switch (e.problem().code()) {
                        case SNAPSHOT_OUTCOME_UNKNOWN, VCENTER_UNREACHABLE -> true;
                        default -> false;
                    };
            default -> false;
        };
    }

    /// The VM's other snapshots that were there when it was taken: what the VM can be reverted to.
    List<ObjectId> older() {
        return older;
    }

    /// Whether the guest's file systems were at rest when it was taken.
    boolean quiesced() {
        return quiesced;
    }

    /// The VM as the snapshot holds it.
    FrozenVm frozen() {
        return frozen;
    }

    /// Removes the snapshot, also when the run was cancelled meanwhile. A failure becomes a warning
    /// of the run. Repeatable.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        long before = System.nanoTime();
        EngineException failure = null;
        for (int attempt = 1; attempt <= REMOVAL_ATTEMPTS; attempt++) {
            try {
                Uninterrupted.run(() -> {
                    source.removeSnapshot(snapshot);
                    return null;
                });
                records.released(intent);
                tracker.event(
                        EventCode.SNAPSHOT_REMOVED,
                        Events.with("snapshot", snapshot.value())
                                .withTime("time", Duration.ofNanos(System.nanoTime() - before)));
                consolidate();
                return;
            } catch (EngineException e) {
                failure = e;
                ProblemCode code = e.problem().code();
                if (code == ProblemCode.VCENTER_UNREACHABLE || DiskFailure.isFinal(code)) {
                    // The source has called for as long as it makes sense; the janitor goes on.
                    break;
                }
                Uninterrupted.sleep(pause);
            } catch (Exception e) {
                failure = Problem.of(ProblemCode.INTERNAL_ERROR).because(e).toException(e);
                break;
            }
        }
        left(failure);
    }

    /// What the removal may have left although it succeeded.
    private void consolidate() {
        long before = System.nanoTime();
        try {
            boolean needed = Uninterrupted.run(() -> source.consolidate(frozen.vm()));
            if (needed) {
                tracker.event(
                        EventCode.DISKS_CONSOLIDATED,
                        Events.none()
                                .withTime("time", Duration.ofNanos(System.nanoTime() - before)));
            }
        } catch (EngineException e) {
            tracker.warn(e.problem());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void left(@Nullable EngineException failure) {
        Argument cause =
                failure == null
                        ? new Argument.Because(Cause.of(CauseCode.SERVER_SAYS_NOTHING))
                        : DiskFailure.reason(failure.problem());
        tracker.warn(
                Problem.of(ProblemCode.SNAPSHOT_REMOVE_FAILED)
                        .with("snapshot", snapshot.value())
                        .with("vm", vmName)
                        .with("cause", cause));
        tracker.event(
                EventCode.SNAPSHOT_LEFT,
                Events.with("snapshot", snapshot.value()).with("cause", cause));
    }
}
