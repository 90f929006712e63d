package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.ChangeMark;
import io.sendense.engine.repository.point.DiskFacts;
import io.sendense.engine.repository.point.DiskIdentity;
import io.sendense.engine.repository.point.DraftDisk;
import io.sendense.engine.repository.point.DraftDiskRequest;
import io.sendense.engine.repository.point.ParentLayer;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.engine.source.change.ChangedExtents;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One disk of a run: find its parent, plan, export the layer, move, account, seal. Stateless;
/// `run` is called once per disk, in parallel.
final class DiskBackup {
    private static final Logger LOG = LoggerFactory.getLogger(DiskBackup.class);

    private final BackupTools tools;
    private final TransferPath path;
    private final RunTracker tracker;
    private final HeldSnapshot snapshot;
    private final RestorePointDraft draft;
    private final Optional<RestorePoint> latest;
    private final ReadPolicy policy;

    /// The disks' common ground. There is none without a held snapshot.
    DiskBackup(
            BackupTools tools,
            TransferPath path,
            RunTracker tracker,
            HeldSnapshot snapshot,
            RestorePointDraft draft,
            Optional<RestorePoint> latest,
            ReadPolicy policy) {
        this.tools = tools;
        this.path = path;
        this.tracker = tracker;
        this.snapshot = snapshot;
        this.draft = draft;
        this.latest = latest;
        this.policy = policy;
    }

    /// Backs up one disk of the snapshot. Its row in the catalog ends as completed, failed or
    /// cancelled.
    Void run(VirtualDisk disk, List<DiskIdentity> allDisks)
            throws EngineException, InterruptedException {
        try {
            transfer(disk, allDisks);
        } catch (InterruptedException e) {
            throw cancelled(disk, e);
        } catch (EngineException e) {
            if (DiskFailure.isCancellation(e)) {
                throw cancelled(disk, e);
            }
            throw failed(disk, e);
        } catch (IOException e) {
            if (DiskFailure.isCancellation(e)) {
                throw cancelled(disk, e);
            }
            throw failed(disk, DiskFailure.translate(disk, draft, e));
        }
        tracker.diskEnded(disk, DiskState.COMPLETED, Optional.empty());
        return null;
    }

    private InterruptedException cancelled(VirtualDisk disk, Exception how) {
        tracker.diskEnded(disk, DiskState.CANCELLED, Optional.empty());
        return how instanceof InterruptedException interrupt
                ? interrupt
                : (InterruptedException) new InterruptedException().initCause(how);
    }

    private EngineException failed(VirtualDisk disk, EngineException failure) {
        tracker.diskEnded(disk, DiskState.FAILED, Optional.of(failure.problem()));
        tracker.event(
                EventCode.DISK_FAILED,
                Events.with("label", disk.label())
                        .with("cause", DiskFailure.reason(failure.problem())));
        return failure;
    }

    private void transfer(VirtualDisk disk, List<DiskIdentity> allDisks)
            throws EngineException, IOException, InterruptedException {
        FrozenVm frozen = snapshot.frozen();
        ParentLayer parent =
                latest.map(point -> parentIn(point, disk, allDisks))
                        .orElse(new ParentLayer.None(FullReason.FIRST_POINT));
        ChangedExtents changes = tools.ledger().changes(frozen, disk, parent, policy);
        switch (changes) {
            case ChangedExtents.Full full ->
                    store(frozen, disk, full, Optional.empty(), Optional.empty());
            case ChangedExtents.Incremental some ->
                    store(frozen, disk, some, parent.layer(), Optional.empty());
            case ChangedExtents.Compare compare ->
                    compare(frozen, disk, compare, parent.layer().orElseThrow());
        }
    }

    /// Compares a disk with its parent; where that has no usable sums, stores it in full.
    private void compare(
            FrozenVm frozen, VirtualDisk disk, ChangedExtents.Compare compare, PointLayer parent)
            throws EngineException, IOException, InterruptedException {
        Comparison opened;
        try {
            opened = Comparison.with(parent);
        } catch (EngineException e) {
            LOG.warn("{} cannot be compared with: {}", parent, e.getMessage());
            store(
                    frozen,
                    disk,
                    compare.inFull(FullReason.SUMS_UNUSABLE),
                    Optional.empty(),
                    Optional.empty());
            return;
        }
        try (opened) {
            ChangedExtents.Compare both =
                    compare.with(
                            opened.data().aligned(BackupTools.CLUSTER_BYTES, disk.capacityBytes()));
            store(frozen, disk, both, Optional.of(parent), Optional.of(opened));
        }
    }

    /// A disk without a UUID is not found again in an earlier point. Where it is not tracked
    /// either, that is the reason to give: it would be read in full all the same.
    private static ParentLayer parentIn(
            RestorePoint point, VirtualDisk disk, List<DiskIdentity> allDisks) {
        if (disk.backingUuid().isEmpty() && disk.changeId().isEmpty()) {
            return new ParentLayer.None(FullReason.NO_CHANGE_ID);
        }
        return point.parentLayerFor(identity(disk), disk.capacityBytes(), allDisks);
    }

    private void store(
            FrozenVm frozen,
            VirtualDisk disk,
            ChangedExtents changes,
            Optional<PointLayer> parent,
            Optional<Comparison> baseline)
            throws EngineException, IOException, InterruptedException {
        long before = System.nanoTime();
        DraftDiskRequest request =
                new DraftDiskRequest(
                        disk.key(),
                        disk.label(),
                        disk.controller(),
                        disk.unitNumber(),
                        disk.capacityBytes(),
                        disk.backingUuid(),
                        parent);
        try (TransferPath.DiskPath way = path.open(frozen, disk);
                DraftDisk layer = draft.disk(request, tools.packing())) {
            String name = "run-" + tracker.id() + "-disk-" + disk.key();
            try (LayerTarget export =
                    tools.targets().serve(path.exportName(name), layer, path, tools.pace())) {
                NbdUri found = way.connect(export, disk.label());
                announce(disk, changes, way.transport(), found.toString());
                DiskMove move =
                        new DiskMove(
                                name,
                                changes.extents(),
                                BackupTools.CLUSTER_BYTES,
                                parent.isPresent() ? ZeroPolicy.STORE : ZeroPolicy.SKIP,
                                baseline,
                                new RecordedSums(layer.sums()),
                                tools.pace());
                export.during(() -> way.move(move, tracker.counters(disk)));
            }
            requireComplete(disk, changes);
            layer.seal(facts(disk, changes));
        }
        MoveCounters counters = tracker.counters(disk);
        tracker.event(
                EventCode.DISK_COMPLETED,
                Events.with("label", disk.label())
                        .withBytes("written", counters.writtenBytes())
                        .withBytes("zeroed", counters.zeroedBytes())
                        .withBytes("equal", counters.equalBytes())
                        .withTime("time", Duration.ofNanos(System.nanoTime() - before)));
    }

    private void announce(
            VirtualDisk disk, ChangedExtents changes, String transport, String export) {
        tracker.planned(disk, changes, transport, export);
        String mode =
                switch (changes) {
                    case ChangedExtents.Full full -> full.reason().name();
                    case ChangedExtents.Compare compare ->
                            ReadMode.COMPARE.name() + "." + compare.reason().name();
                    case ChangedExtents.Incremental _ -> ReadMode.INCREMENTAL.name();
                };
        tracker.event(
                EventCode.DISK_PLANNED,
                Events.with("label", disk.label())
                        .withBytes("planned", changes.extents().bytes())
                        .withBytes("capacity", disk.capacityBytes())
                        .withText("mode", mode));
        tracker.event(
                EventCode.DISK_EXPORTED,
                Events.with("label", disk.label())
                        .withText("export", export)
                        .withText("transport", transport));
    }

    /// Completed means that every planned byte is accounted for once.
    private void requireComplete(VirtualDisk disk, ChangedExtents changes) throws EngineException {
        long planned = changes.extents().bytes();
        long done = tracker.counters(disk).doneBytes();
        if (planned != done) {
            throw Problem.of(ProblemCode.TRANSFER_INCOMPLETE)
                    .with("label", disk.label())
                    .withBytes("planned", planned)
                    .withBytes("done", done)
                    .toException();
        }
    }

    private static DiskFacts facts(VirtualDisk disk, ChangedExtents changes) {
        ChangeMark mark =
                disk.changeId()
                        .map(ChangeMark::at)
                        .orElseGet(() -> ChangeMark.absent(FullReason.NO_CHANGE_ID));
        return switch (changes) {
            case ChangedExtents.Full full -> DiskFacts.full(full.reason(), mark);
            case ChangedExtents.Compare compare -> DiskFacts.compared(compare.reason(), mark);
            case ChangedExtents.Incremental _ -> DiskFacts.incremental(mark);
        };
    }

    static DiskIdentity identity(VirtualDisk disk) {
        return new DiskIdentity(disk.key(), disk.backingUuid());
    }
}
