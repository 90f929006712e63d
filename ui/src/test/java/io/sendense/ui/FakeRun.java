package io.sendense.ui;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.Bandwidth;
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
import java.util.function.UnaryOperator;

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
                Bandwidth.UNLIMITED,
                vm.disks().stream()
                        .filter(disk -> disk.mode().takesPartInSnapshots())
                        .map(FakeRun::waiting)
                        .toList(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                FakeEngine.PROGRAM.version(),
                FakeEngine.PROGRAM.commit());
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

    /// The run with one disk at this point of a transfer in full.
    public static RunView transfer(RunView run, int key, long planned, long done, long rate) {
        return eachDisk(
                run,
                disk ->
                        disk.key() == key
                                ? moving(run, disk, ReadMode.FULL, planned, done, rate)
                                : disk);
    }

    /// The run with all of its disks done, each a hundredth of it that had changed.
    public static RunView incremental(RunView run) {
        return eachDisk(
                run,
                disk -> {
                    long changed = disk.capacityBytes() / 100;
                    return moving(run, disk, ReadMode.INCREMENTAL, changed, changed, 0);
                });
    }

    /// The run before the engine has listed its disks.
    public static RunView unlisted(RunView run) {
        return with(run, RunState.RUNNING, RunPhase.PREFLIGHT, List.of());
    }

    private static RunView eachDisk(RunView run, UnaryOperator<DiskView> change) {
        return with(
                run,
                RunState.RUNNING,
                RunPhase.TRANSFER,
                run.disks().stream().map(change).toList());
    }

    private static DiskView moving(
            RunView run, DiskView disk, ReadMode mode, long planned, long done, long rate) {
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
                Optional.of(mode),
                mode == ReadMode.FULL ? Optional.of("FIRST_POINT") : Optional.empty(),
                Optional.of(export(run.id(), disk.key())),
                Optional.of("folder"),
                Optional.empty());
    }

    /// The NBD address of a disk's target.
    public static String export(RunId run, int key) {
        return "nbd+unix:///run-"
                + run
                + "-disk-"
                + key
                + "?socket=/home/operator/.sendense/run/nbd.sock";
    }

    /// The run at its good end: every disk done that was planned, and a good third of one that was
    /// not.
    public static RunView completed(RunView run, String point, Instant now) {
        return ended(
                run, RunState.COMPLETED, FakeRun::done, Optional.of(point), Optional.empty(), now);
    }

    private static DiskView done(RunView run, DiskView disk) {
        long planned = disk.plannedBytes() > 0 ? disk.plannedBytes() : disk.capacityBytes() * 3 / 8;
        return moving(run, disk, disk.mode().orElse(ReadMode.FULL), planned, planned, 0);
    }

    public static RunView withWarning(RunView run, Problem warning) {
        return new RunView(
                        run.id(),
                        run.vcenter(),
                        run.vmName(),
                        run.vmId(),
                        run.vmUuid(),
                        run.repository(),
                        RunState.COMPLETED_WITH_WARNING,
                        run.phase(),
                        run.started(),
                        run.ended(),
                        run.bandwidth(),
                        run.disks(),
                        run.point(),
                        run.problem(),
                        List.of(warning),
                        run.programVersion(),
                        run.programCommit())
                .via(run.node());
    }

    public static RunView failed(RunView run, Problem why, Instant now) {
        return ended(
                run,
                RunState.FAILED,
                (_, disk) -> broken(disk, DiskState.FAILED),
                Optional.empty(),
                Optional.of(why),
                now);
    }

    public static RunView cancelled(RunView run, Instant now) {
        return ended(
                run,
                RunState.CANCELLED,
                (_, disk) -> broken(disk, DiskState.CANCELLED),
                Optional.empty(),
                Optional.empty(),
                now);
    }

    @FunctionalInterface
    private interface DiskEnd {
        DiskView of(RunView run, DiskView disk);
    }

    private static RunView ended(
            RunView run,
            RunState state,
            DiskEnd end,
            Optional<String> point,
            Optional<Problem> why,
            Instant now) {
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
                        run.bandwidth(),
                        run.disks().stream().map(disk -> end.of(run, disk)).toList(),
                        point,
                        why,
                        List.of(),
                        run.programVersion(),
                        run.programCommit())
                .via(run.node());
    }

    private static DiskView broken(DiskView disk, DiskState state) {
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

    public static RunView limited(RunView run, Bandwidth bandwidth) {
        return with(run, run.state(), run.phase(), bandwidth, run.disks());
    }

    static RunView with(RunView run, RunState state, RunPhase phase, List<DiskView> disks) {
        return with(run, state, phase, run.bandwidth(), disks);
    }

    private static RunView with(
            RunView run,
            RunState state,
            RunPhase phase,
            Bandwidth bandwidth,
            List<DiskView> disks) {
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
                        bandwidth,
                        disks,
                        run.point(),
                        run.problem(),
                        run.warnings(),
                        run.programVersion(),
                        run.programCommit())
                .via(run.node());
    }
}
