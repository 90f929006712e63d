package io.sendense.ui;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.engine.run.Waits;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a run of the fake engine looks that has disks to be read again, or has waited. Pure
/// functions from view to view.
public final class FakeHold {
    private FakeHold() {}

    /// The run with one disk failed and all others complete, held until a moment.
    public static RunView held(RunView run, int failed, Problem why, Instant until) {
        return with(
                run,
                RunPhase.AWAITING_RETRY,
                run.disks().stream()
                        .map(disk ->
                                disk.key() == failed
                                        ? with(
                                                disk,
                                                DiskState.FAILED,
                                                Optional.of(why),
                                                disk.waits())
                                        : complete(disk))
                        .toList(),
                Optional.of(until));
    }

    /// The same run with its failed disks read anew.
    public static RunView retried(RunView run) {
        return with(
                run,
                RunPhase.TRANSFER,
                run.disks().stream()
                        .map(disk -> disk.state() == DiskState.FAILED ? fresh(disk) : disk)
                        .toList(),
                Optional.empty());
    }

    /// The run whose disks have waited so.
    public static RunView waited(RunView run, Waits waits) {
        return with(
                run,
                run.phase(),
                run.disks().stream()
                        .map(disk -> with(disk, disk.state(), disk.problem(), waits))
                        .toList(),
                run.retryUntil());
    }

    private static DiskView complete(DiskView disk) {
        long planned = disk.plannedBytes();
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                DiskState.COMPLETED,
                planned,
                planned - planned / 4,
                planned / 4,
                0,
                0,
                disk.mode(),
                disk.fullReason(),
                disk.export(),
                disk.transport(),
                Optional.empty(),
                disk.waits());
    }

    private static DiskView fresh(DiskView disk) {
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                DiskState.WAITING,
                0,
                0,
                0,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static DiskView with(
            DiskView disk, DiskState state, Optional<Problem> problem, Waits waits) {
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                state,
                disk.plannedBytes(),
                disk.writtenBytes(),
                disk.zeroedBytes(),
                disk.equalBytes(),
                state.ended() ? 0 : disk.bytesPerSecond(),
                disk.mode(),
                disk.fullReason(),
                disk.export(),
                disk.transport(),
                problem,
                waits);
    }

    private static RunView with(
            RunView run, RunPhase phase, List<DiskView> disks, Optional<Instant> until) {
        return new RunView(
                run.id(),
                run.vcenter(),
                run.vmName(),
                run.vmId(),
                run.vmUuid(),
                run.repository(),
                run.state(),
                phase,
                run.started(),
                run.ended(),
                run.bandwidth(),
                disks,
                run.point(),
                run.problem(),
                run.warnings(),
                run.programVersion(),
                run.programCommit(),
                until,
                run.node());
    }
}
