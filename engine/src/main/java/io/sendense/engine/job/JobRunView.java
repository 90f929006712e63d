package io.sendense.engine.job;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One execution of a job at one moment. Immutable.
///
/// @param job absent after the job was removed
/// @param jobName as it was when it ran
/// @param started when it began; of skipped times the first
/// @param ended absent while it lives; of skipped times the last
/// @param vms in the order in which they are backed up; empty until the selection was resolved
/// @param problem why it could not even begin with its VMs, or why times were skipped; absent
///   otherwise
public record JobRunView(
        JobRunId id,
        Optional<JobId> job,
        String jobName,
        JobTrigger trigger,
        JobRunState state,
        Instant started,
        Optional<Instant> ended,
        List<JobRunVm> vms,
        Optional<Problem> problem) {
    public JobRunView {
        vms = List.copyOf(vms);
    }

    /// How many due times were skipped, where this tells of such; else 0.
    public long timesSkipped() {
        if (state != JobRunState.SKIPPED) {
            return 0;
        }
        Optional<Argument> times = problem.map(why -> why.arguments().get("times"));
        return times.isPresent() && times.get() instanceof Argument.Count(long count) ? count : 1;
    }
}
