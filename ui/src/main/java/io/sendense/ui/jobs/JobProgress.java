package io.sendense.ui.jobs;

import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.util.Optional;
import java.util.function.Function;

/// How far an execution of a job is. Immutable.
///
/// @param ended VMs that are through, well or not
/// @param succeeded VMs with a restore point
/// @param vms all its VMs; 0 until its selection was resolved
/// @param doneBytes accounted for by the runs that are known
/// @param plannedBytes of the runs that are known; those of waiting VMs are not among them
/// @param bytesPerSecond of all its living runs together
/// @param fraction 0 to 1, each VM weighing the same; at the end, those with a restore point
record JobProgress(
        int ended,
        int succeeded,
        int vms,
        long doneBytes,
        long plannedBytes,
        long bytesPerSecond,
        double fraction) {

    /// @param runs a run of it, as far as it is known
    static JobProgress of(JobRunView execution, Function<RunId, Optional<RunView>> runs) {
        int ended = 0;
        int succeeded = 0;
        long done = 0;
        long planned = 0;
        long rate = 0;
        double parts = 0;
        for (JobRunVm vm : execution.vms()) {
            Optional<RunView> run = vm.run().flatMap(runs);
            long vmDone = run.map(RunView::doneBytes).orElse(0L);
            long vmPlanned = run.map(RunView::plannedBytes).orElse(0L);
            done += vmDone;
            planned += vmPlanned;
            if (vm.state() == JobVmState.COMPLETED
                    || vm.state() == JobVmState.COMPLETED_WITH_WARNING) {
                succeeded++;
            }
            if (vm.state().ended()) {
                ended++;
                parts++;
            } else if (vm.state() == JobVmState.RUNNING) {
                rate += run.map(JobProgress::rate).orElse(0L);
                parts += vmPlanned == 0 ? 0 : (double) vmDone / vmPlanned;
            }
        }
        int vms = execution.vms().size();
        double reached = execution.state().ended() ? succeeded : parts;
        double fraction = vms == 0 ? 0 : reached / vms;
        return new JobProgress(ended, succeeded, vms, done, planned, rate, fraction);
    }

    static long rate(RunView run) {
        return run.disks().stream().mapToLong(DiskView::bytesPerSecond).sum();
    }
}
