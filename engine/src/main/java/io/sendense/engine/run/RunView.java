package io.sendense.engine.run;

import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run at one moment, with all its disks. Immutable.
///
/// @param vcenter name of the vCenter the VM was on
/// @param vmId managed object id of the VM
/// @param vmUuid instance UUID of the VM
/// @param ended absent while the run lives
/// @param bandwidth the run's own limit, as it was chosen last
/// @param point id of the restore point; present exactly when `state.succeeded()`
/// @param problem why it failed; absent otherwise
/// @param warnings what needs a person although it completed
/// @param retryUntil when it gives up waiting for a retry of its failed disks; present exactly in
///   phase `AWAITING_RETRY`
/// @param programVersion version of the program that ran it
/// @param programCommit commit of the program that ran it
/// @param node the node that reads its disks; absent where the engine itself does
public record RunView(
        RunId id,
        String vcenter,
        String vmName,
        String vmId,
        String vmUuid,
        String repository,
        RunState state,
        RunPhase phase,
        Instant started,
        Optional<Instant> ended,
        Bandwidth bandwidth,
        List<DiskView> disks,
        Optional<String> point,
        Optional<Problem> problem,
        List<Problem> warnings,
        String programVersion,
        String programCommit,
        Optional<Instant> retryUntil,
        Optional<String> node) {
    public RunView {
        disks = List.copyOf(disks);
        warnings = List.copyOf(warnings);
    }

    /// A run that awaits no retry and uses no node.
    public RunView(
            RunId id,
            String vcenter,
            String vmName,
            String vmId,
            String vmUuid,
            String repository,
            RunState state,
            RunPhase phase,
            Instant started,
            Optional<Instant> ended,
            Bandwidth bandwidth,
            List<DiskView> disks,
            Optional<String> point,
            Optional<Problem> problem,
            List<Problem> warnings,
            String programVersion,
            String programCommit) {
        this(
                id,
                vcenter,
                vmName,
                vmId,
                vmUuid,
                repository,
                state,
                phase,
                started,
                ended,
                bandwidth,
                disks,
                point,
                problem,
                warnings,
                programVersion,
                programCommit,
                Optional.empty(),
                Optional.empty());
    }

    /// The same, read by a node or by the engine itself.
    public RunView via(Optional<String> reader) {
        return new RunView(
                id,
                vcenter,
                vmName,
                vmId,
                vmUuid,
                repository,
                state,
                phase,
                started,
                ended,
                bandwidth,
                disks,
                point,
                problem,
                warnings,
                programVersion,
                programCommit,
                retryUntil,
                reader);
    }

    /// Planned bytes of all disks.
    public long plannedBytes() {
        return disks.stream().mapToLong(DiskView::plannedBytes).sum();
    }

    /// Planned bytes of all disks that are accounted for.
    public long doneBytes() {
        return disks.stream().mapToLong(DiskView::doneBytes).sum();
    }

    /// Where the time of all disks has gone.
    public Waits waits() {
        return disks.stream().map(DiskView::waits).reduce(Waits.NONE, Waits::and);
    }
}
