package io.sendense.ui.dashboard;

import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/// What became of the backups that ended within the last day. Immutable.
///
/// @param failed runs that failed, and VMs of jobs for which none could be started
record DayResults(int completed, int warnings, int failed) {
    private static final Duration DAY = Duration.ofDays(1);

    static DayResults of(Collection<RunView> runs, Collection<JobRunView> executions, Instant now) {
        Instant since = now.minus(DAY);
        int completed = 0;
        int warnings = 0;
        int failed = 0;
        for (RunView run : runs) {
            if (run.ended().filter(end -> end.isAfter(since)).isEmpty()) {
                continue;
            }
            switch (run.state()) {
                case COMPLETED -> completed++;
                case COMPLETED_WITH_WARNING -> warnings++;
                case FAILED -> failed++;
                // What an operator stopped has neither succeeded nor failed.
                case CANCELLED, PENDING, RUNNING, CANCELLING -> {}
            }
        }
        for (JobRunView execution : executions) {
            if (execution.ended().filter(end -> end.isAfter(since)).isPresent()) {
                failed += notStarted(execution);
            }
        }
        return new DayResults(completed, warnings, failed);
    }

    private static int notStarted(JobRunView execution) {
        if (execution.state() == JobRunState.SKIPPED) {
            // Nothing was to be started: the execution before still ran.
            return 0;
        }
        int vms = 0;
        for (JobRunVm vm : execution.vms()) {
            if (vm.state() == JobVmState.FAILED && vm.run().isEmpty()) {
                vms++;
            }
        }
        return execution.vms().isEmpty() && execution.problem().isPresent() ? 1 : vms;
    }
}
