package io.sendense.ui;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a run of the fake engine looks at its stations. Pure functions from view to view.
public final class FakeRun {
    private FakeRun() {}

    public static RunView pending(RunId id, String vcenter, VirtualMachine vm, Instant now) {
        return new RunView(
                id,
                vcenter,
                vm.summary().name(),
                vm.summary().id().value(),
                vm.summary().instanceUuid(),
                "default",
                RunState.PENDING,
                RunPhase.WAITING,
                now,
                Optional.empty(),
                vm.disks().stream().map(FakeRun::waiting).toList(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "0.1.0",
                "abc1234");
    }

    private static DiskView waiting(VirtualDisk disk) {
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

    public static RunView in(RunView run, RunPhase phase) {
        return with(run, RunState.RUNNING, phase, run.disks());
    }

    public static RunView cancelling(RunView run) {
        return with(run, RunState.CANCELLING, run.phase(), run.disks());
    }

    /// The run with one disk at this point of its transfer.
    public static RunView transfer(RunView run, int key, long planned, long done, long rate) {
        List<DiskView> disks =
                run.disks().stream()
                        .map(disk -> disk.key() == key ? moving(disk, planned, done, rate) : disk)
                        .toList();
        return with(run, RunState.RUNNING, RunPhase.TRANSFER, disks);
    }

    private static DiskView moving(DiskView disk, long planned, long done, long rate) {
        boolean complete = done == planned;
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                complete ? DiskState.COMPLETED : DiskState.TRANSFERRING,
                planned,
                done - done / 4,
                done / 4,
                0,
                complete ? 0 : rate,
                Optional.of(ReadMode.FULL),
                Optional.of("FIRST_POINT"),
                Optional.of("nbd+unix:///disk-" + disk.key() + "?socket=/run/sendense/7/nbd.sock"),
                Optional.of("folder"),
                Optional.empty());
    }

    public static RunView completed(RunView run, String point, Instant now) {
        return new RunView(
                run.id(),
                run.vcenter(),
                run.vmName(),
                run.vmId(),
                run.vmUuid(),
                run.repository(),
                RunState.COMPLETED,
                RunPhase.ENDED,
                run.started(),
                Optional.of(now),
                run.disks().stream()
                        .map(disk ->
                                moving(
                                        disk,
                                        Math.max(disk.plannedBytes(), 4096),
                                        Math.max(disk.plannedBytes(), 4096),
                                        0))
                        .toList(),
                Optional.of(point),
                Optional.empty(),
                List.of(),
                run.programVersion(),
                run.programCommit());
    }

    public static RunView failed(RunView run, Problem why, Instant now) {
        return ended(run, RunState.FAILED, DiskState.FAILED, Optional.of(why), now);
    }

    public static RunView cancelled(RunView run, Instant now) {
        return ended(run, RunState.CANCELLED, DiskState.CANCELLED, Optional.empty(), now);
    }

    private static RunView ended(
            RunView run, RunState state, DiskState disks, Optional<Problem> why, Instant now) {
        return new RunView(
                run.id(),
                run.vcenter(),
                run.vmName(),
                run.vmId(),
                run.vmUuid(),
                run.repository(),
                state,
                RunPhase.ENDED,
                run.started(),
                Optional.of(now),
                run.disks().stream().map(disk -> ended(disk, disks)).toList(),
                Optional.empty(),
                why,
                List.of(),
                run.programVersion(),
                run.programCommit());
    }

    private static DiskView ended(DiskView disk, DiskState state) {
        return new DiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                disk.state().ended() ? disk.state() : state,
                disk.plannedBytes(),
                disk.writtenBytes(),
                disk.zeroedBytes(),
                disk.equalBytes(),
                0,
                disk.mode(),
                disk.fullReason(),
                disk.export(),
                disk.transport(),
                Optional.empty());
    }

    private static RunView with(RunView run, RunState state, RunPhase phase, List<DiskView> disks) {
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
                run.ended(),
                disks,
                run.point(),
                run.problem(),
                run.warnings(),
                run.programVersion(),
                run.programCommit());
    }
}
