package io.sendense.engine.node.reader;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.MoveTimes;
import io.sendense.engine.node.protocol.DiskPhase;
import io.sendense.engine.node.protocol.DiskProgress;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.RateMeter;
import java.util.Optional;

/// One disk of a job as it is now. Thread-safe.
final class NodeDisk {
    private final int key;
    private final long plannedBytes;
    private final SumBuffer sums;
    private final MoveCounters counters = new MoveCounters();

    @GuardedBy("this")
    private final RateMeter rate = new RateMeter();

    @GuardedBy("this")
    private DiskPhase phase = DiskPhase.WAITING;

    @GuardedBy("this")
    private Optional<String> transport = Optional.empty();

    @GuardedBy("this")
    private Optional<Problem> problem = Optional.empty();

    /// @param plannedBytes bytes to account for
    /// @param sums what waits for those who take its sums
    NodeDisk(int key, long plannedBytes, SumBuffer sums) {
        this.key = key;
        this.plannedBytes = plannedBytes;
        this.sums = sums;
    }

    int key() {
        return key;
    }

    long plannedBytes() {
        return plannedBytes;
    }

    SumBuffer sums() {
        return sums;
    }

    MoveCounters counters() {
        return counters;
    }

    synchronized void opening() {
        phase = DiskPhase.OPENING;
    }

    synchronized void transferring(String by) {
        phase = DiskPhase.TRANSFERRING;
        transport = Optional.of(by);
    }

    synchronized void completed() {
        phase = DiskPhase.COMPLETED;
    }

    synchronized void failed(Problem why) {
        phase = DiskPhase.FAILED;
        problem = Optional.of(why);
    }

    /// It was stopped, if it has not ended.
    synchronized void cancelled() {
        if (!phase.ended()) {
            phase = DiskPhase.CANCELLED;
        }
    }

    synchronized DiskProgress progress() {
        long written = counters.writtenBytes();
        long zeroed = counters.zeroedBytes();
        long equal = counters.equalBytes();
        long perSecond =
                phase == DiskPhase.TRANSFERRING
                        ? rate.sample(System.nanoTime(), written + zeroed + equal)
                        : 0;
        return new DiskProgress(
                key,
                phase,
                plannedBytes,
                written,
                zeroed,
                equal,
                perSecond,
                counters.retries(),
                MoveTimes.shown(counters.waits()),
                transport,
                problem);
    }
}
