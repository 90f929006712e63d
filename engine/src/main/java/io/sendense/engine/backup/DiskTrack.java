package io.sendense.engine.backup;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.RateMeter;
import java.util.Optional;

/// One disk of a living run, as it is now. Guarded by its [RunTracker].
final class DiskTrack {
    private final VirtualDisk disk;
    private RateMeter rate = new RateMeter();
    MoveCounters counters = new MoveCounters();

    DiskState state = DiskState.WAITING;
    long plannedBytes;
    Optional<ReadMode> mode = Optional.empty();
    Optional<String> fullReason = Optional.empty();
    Optional<String> export = Optional.empty();
    Optional<String> transport = Optional.empty();
    Optional<Problem> problem = Optional.empty();

    DiskTrack(VirtualDisk disk) {
        this.disk = disk;
    }

    VirtualDisk disk() {
        return disk;
    }

    /// As if it had never begun.
    void reset() {
        rate = new RateMeter();
        counters = new MoveCounters();
        state = DiskState.WAITING;
        plannedBytes = 0;
        mode = Optional.empty();
        fullReason = Optional.empty();
        export = Optional.empty();
        transport = Optional.empty();
        problem = Optional.empty();
    }

    /// What it looks like at a moment of the monotonic clock.
    DiskView view(long nanos) {
        long written = counters.writtenBytes();
        long zeroed = counters.zeroedBytes();
        long equal = counters.equalBytes();
        long perSecond =
                state == DiskState.TRANSFERRING ? rate.sample(nanos, written + zeroed + equal) : 0;
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                state,
                plannedBytes,
                written,
                zeroed,
                equal,
                perSecond,
                mode,
                fullReason,
                export,
                transport,
                problem,
                MoveTimes.shown(counters.waits()));
    }
}
