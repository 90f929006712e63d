package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.ConsistencyLevel;
import io.sendense.engine.repository.point.ExcludedDisk;
import io.sendense.engine.repository.point.PointFacts;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.point.VmIdentity;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// One backup of one VM, from the first look at it to the published restore point. This is the page
/// to read first.
///
/// Everything acquired is released in reverse: the disks' exports and layers, the snapshot, the
/// draft. The draft is invisible until `publish`, the only commit point; a run that fails or is
/// cancelled leaves nothing.
final class BackupRun {
    private final BackupOrder order;
    private final BackupTools tools;
    private final HeldSnapshot.Holding holding;
    private final Repository repository;
    private final RunTracker tracker;
    private final InstantSource clock;
    private final RetryGate retries;
    private final PathOpening paths;
    private final Preflight preflight = new Preflight();

    BackupRun(
            BackupOrder order,
            BackupTools tools,
            HeldSnapshot.Holding holding,
            Repository repository,
            RunTracker tracker,
            InstantSource clock,
            RetryGate retries,
            PathOpening paths) {
        this.order = order;
        this.tools = tools;
        this.holding = holding;
        this.repository = repository;
        this.tracker = tracker;
        this.clock = clock;
        this.retries = retries;
        this.paths = paths;
    }

    /// Opens the way that the bytes of its disks take.
    @FunctionalInterface
    interface PathOpening {
        TransferPath open() throws EngineException, InterruptedException;
    }

    /// Runs in the calling thread.
    ///
    /// @return the published restore point; the snapshot is gone, or its removal has become a
    ///   warning
    /// @throws InterruptedException cancelled before it was published
    RestorePoint run() throws EngineException, InterruptedException {
        tracker.phase(RunPhase.PREFLIGHT);
        VirtualMachine vm = tools.source().vm(order.vm());
        DiskSelection seen = check(vm);
        VmIdentity identity = identity(vm);

        try (TransferPath path = paths.open();
                RestorePointDraft draft = repository.draft(identity, clock.instant());
                HeldSnapshot snapshot = snapshot(vm)) {
            // The VM may have been changed since the preflight: what the snapshot holds counts.
            DiskSelection disks = DiskSelection.of(identity.name(), snapshot.frozen().disks());
            warnOfLeftOut(disks, seen);
            warnOfUntracked(disks, identity.name());
            tracker.listDisks(disks.included());
            draft.configuration(snapshot.frozen().configXml());
            keepNvram(snapshot.frozen(), draft);

            tracker.phase(RunPhase.TRANSFER);
            transfer(disks.included(), path, snapshot, draft, identity);

            tracker.phase(RunPhase.PUBLISH);
            RestorePoint point = draft.publish(facts(disks, snapshot));
            tracker.event(
                    EventCode.POINT_PUBLISHED,
                    Events.with("point", point.id().value())
                            .withBytes("bytes", point.layerBytes()));
            tracker.phase(RunPhase.CLEANUP);
            return point;
        }
    }

    private HeldSnapshot snapshot(VirtualMachine vm) throws EngineException, InterruptedException {
        tracker.phase(RunPhase.SNAPSHOT);
        return HeldSnapshot.take(
                holding, tracker, order.vcenter(), vm, order.options().quiescing());
    }

    /// What is left out is told before anything is done.
    private DiskSelection check(VirtualMachine vm) throws EngineException, InterruptedException {
        DiskSelection selection = preflight.check(vm);
        for (DiskSelection.Excluded excluded : selection.excluded()) {
            tracker.event(EventCode.DISK_LEFT_OUT, Events.of(excluded.reason()));
        }
        preflight.lookAround(tools.source(), vm, order.options(), tracker);
        long capacity = 0;
        for (VirtualDisk disk : selection.included()) {
            capacity += disk.capacityBytes();
        }
        tracker.event(
                EventCode.PREFLIGHT_PASSED,
                Events.none()
                        .withCount("disks", selection.included().size())
                        .withBytes("capacity", capacity));
        if (preflight.shouldEnableChangeTracking(vm)) {
            enableChangeTracking(vm);
        }
        return selection;
    }

    private void warnOfLeftOut(DiskSelection disks, DiskSelection seen) {
        List<Problem> told = seen.excluded().stream().map(DiskSelection.Excluded::reason).toList();
        for (DiskSelection.Excluded excluded : disks.excluded()) {
            tracker.warn(excluded.reason());
            if (!told.contains(excluded.reason())) {
                tracker.event(EventCode.DISK_LEFT_OUT, Events.of(excluded.reason()));
            }
        }
    }

    /// The disks are worth having without it.
    private void keepNvram(FrozenVm frozen, RestorePointDraft draft)
            throws EngineException, InterruptedException {
        Optional<byte[]> nvram;
        try {
            nvram = tools.source().nvram(frozen);
        } catch (EngineException e) {
            if (e.problem().code() != ProblemCode.NVRAM_NOT_SAVED) {
                throw e;
            }
            tracker.warn(e.problem());
            return;
        }
        if (nvram.isPresent()) {
            draft.nvram(nvram.get());
        }
    }

    /// A VM that cannot be tracked is backed up all the same, in full each time.
    private void enableChangeTracking(VirtualMachine vm)
            throws EngineException, InterruptedException {
        try {
            tools.source().enableChangeTracking(vm.summary().id());
            tracker.event(EventCode.CHANGE_TRACKING_ENABLED, Events.none());
        } catch (EngineException e) {
            if (e.problem().code() != ProblemCode.CHANGE_TRACKING_UNAVAILABLE) {
                throw e;
            }
            tracker.warn(e.problem());
        }
    }

    /// Told already where switching it on had failed.
    private void warnOfUntracked(DiskSelection selection, String vmName) {
        boolean told =
                tracker.warnings().stream()
                        .anyMatch(w -> w.code() == ProblemCode.CHANGE_TRACKING_UNAVAILABLE);
        if (!told) {
            selection.untracked(vmName).ifPresent(tracker::warn);
        }
    }

    private void transfer(
            List<VirtualDisk> disks,
            TransferPath path,
            HeldSnapshot snapshot,
            RestorePointDraft draft,
            VmIdentity identity)
            throws EngineException, InterruptedException {
        DiskBackup backup =
                new DiskBackup(
                        tools,
                        path,
                        tracker,
                        snapshot,
                        draft,
                        repository.latest(identity),
                        order.options().reading());
        SpaceWatch watch =
                new SpaceWatch(tools.source(), snapshot.frozen().vm(), tools.spaceCheck());
        new DiskTransfers(tracker, backup, draft, watch, retries, order.options().holdForRetry())
                .run(disks);
    }

    private PointFacts facts(DiskSelection disks, HeldSnapshot snapshot) {
        return new PointFacts(
                snapshot.quiesced() ? ConsistencyLevel.FILE_SYSTEM : ConsistencyLevel.CRASH,
                tracker.id().value(),
                tracker.program(),
                tracker.warnings(),
                disks.excluded().stream()
                        .map(excluded ->
                                new ExcludedDisk(
                                        excluded.disk().key(),
                                        excluded.disk().label(),
                                        excluded.disk().capacityBytes(),
                                        excluded.reason()))
                        .toList(),
                snapshot.older().stream().map(ObjectId::value).toList());
    }

    private VmIdentity identity(VirtualMachine vm) throws EngineException, InterruptedException {
        return new VmIdentity(
                vm.summary().instanceUuid(),
                tools.source().about().instanceUuid(),
                vm.summary().name(),
                vm.summary().id().value());
    }
}
