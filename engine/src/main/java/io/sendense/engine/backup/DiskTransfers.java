package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.point.DiskIdentity;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/// All disks of a run, in parallel, under its one snapshot. Used by the run's thread.
///
/// Usually the first failure cancels the siblings. Where the snapshot may be held for a retry, they
/// go on to their end, and the failed disks are read again from the same snapshot, each into a new
/// layer, when somebody asks for that in time. Whoever fails again may be asked for again.
final class DiskTransfers {
    private final RunTracker tracker;
    private final DiskBackup backup;
    private final RestorePointDraft draft;
    private final SpaceWatch watch;
    private final RetryGate gate;
    private final Duration hold;

    /// @param hold how long to wait for a retry; zero for not at all
    DiskTransfers(
            RunTracker tracker,
            DiskBackup backup,
            RestorePointDraft draft,
            SpaceWatch watch,
            RetryGate gate,
            Duration hold) {
        this.tracker = tracker;
        this.backup = backup;
        this.draft = draft;
        this.watch = watch;
        this.gate = gate;
        this.hold = hold;
    }

    private record Failed(VirtualDisk disk, EngineException why) {}

    /// Returns when every disk is complete.
    ///
    /// @throws EngineException a disk's failure, the first where there were several
    void run(List<VirtualDisk> disks) throws EngineException, InterruptedException {
        List<DiskIdentity> all = disks.stream().map(DiskBackup::identity).toList();
        List<Failed> failed = transfer(disks, all);
        while (!failed.isEmpty()) {
            awaitRetry(failed);
            List<VirtualDisk> again = failed.stream().map(Failed::disk).toList();
            again.forEach(tracker::retry);
            tracker.event(
                    EventCode.RETRY_REQUESTED,
                    Events.with(
                            "labels",
                            again.stream()
                                    .map(VirtualDisk::label)
                                    .collect(Collectors.joining(", "))));
            tracker.phase(RunPhase.TRANSFER);
            failed = transfer(again, all);
        }
    }

    /// Transfers disks side by side, and watches the datastores meanwhile.
    ///
    /// @return those that failed and may be tried again, in the order of their failures
    private List<Failed> transfer(List<VirtualDisk> disks, List<DiskIdentity> all)
            throws EngineException, InterruptedException {
        Queue<Failed> failed = new ConcurrentLinkedQueue<>();
        CountDownLatch left = new CountDownLatch(disks.size());
        try (Scope scope = new Scope("run " + tracker.id())) {
            for (VirtualDisk disk : disks) {
                scope.fork(() -> {
                    try {
                        backup.run(disk, all);
                    } catch (EngineException e) {
                        if (hold.isZero() || !DiskFailure.mayBeRetried(e.problem().code())) {
                            throw e;
                        }
                        draft.discard(disk.key());
                        failed.add(new Failed(disk, e));
                    }
                    left.countDown();
                    return disk;
                });
            }
            watched(scope, left);
        }
        return List.copyOf(failed);
    }

    /// The snapshot grows while nobody reads, too.
    private void awaitRetry(List<Failed> failed) throws EngineException, InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch over = new CountDownLatch(1);
        gate.open();
        tracker.event(
                EventCode.RETRY_AWAITED,
                Events.none().withCount("disks", failed.size()).withTime("time", hold));
        tracker.awaitRetry(hold);
        try (Scope scope = new Scope("run " + tracker.id() + " held")) {
            scope.fork(() -> {
                if (gate.await(hold)) {
                    asked.countDown();
                }
                over.countDown();
                return gate;
            });
            watched(scope, over);
        }
        if (asked.getCount() > 0) {
            tracker.event(EventCode.RETRY_TIME_OVER, Events.none());
            throw failed.getFirst().why();
        }
    }

    private void watched(Scope scope, CountDownLatch done)
            throws EngineException, InterruptedException {
        scope.fork(() -> {
            watch.until(done);
            return watch;
        });
        try {
            scope.join();
        } catch (EngineException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
