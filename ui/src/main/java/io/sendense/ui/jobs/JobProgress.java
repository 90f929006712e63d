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
/// @param vms all its VMs; 0 until its selection was resolved
/// @param doneBytes accounted for by the runs that are known
/// @param plannedBytes of the runs that are known; those of waiting VMs are not among them
/// @param bytesPerSecond of all its living runs together
/// @param fraction 0 to 1, each VM weighing the same
record JobProgress(
        int ended,
        int vms,
        long doneBytes,
        long plannedBytes,
        long bytesPerSecond,
        double fraction) {

    /// @param runs a run of it, as far as it is known
    static JobProgress of(JobRunView execution, Function<RunId, Optional<RunView>> runs) {
        int ended = 0;
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
            if (vm.state().ended()) {
                ended++;
                parts++;
            } else if (vm.state() == JobVmState.RUNNING) {
                rate += run.map(JobProgress::rate).orElse(0L);
                parts += vmPlanned == 0 ? 0 : (double) vmDone / vmPlanned;
            }
        }
        int vms = execution.vms().size();
        double fraction = execution.state().ended() ? 1 : vms == 0 ? 0 : parts / vms;
        return new JobProgress(ended, vms, done, planned, rate, fraction);
    }

    static long rate(RunView run) {
        return run.disks().stream().mapToLong(DiskView::bytesPerSecond).sum();
    }
}
