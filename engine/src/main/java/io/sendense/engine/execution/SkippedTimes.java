package io.sendense.engine.execution;

import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.catalog.SkippedTimeTable;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Instant;
import java.util.Optional;

/// Tells of due times at which a job still ran: as an execution that was skipped, one for all times
/// that fell into the same one. Confined to the thread that looks at what is due.
final class SkippedTimes {
    private final JobEnvironment environment;

    SkippedTimes(JobEnvironment environment) {
        this.environment = environment;
    }

    /// Records a time. Repeatable: a time that is recorded already is not counted again.
    void record(JobRow job, Instant due) {
        SkippedTimeTable table = environment.catalog().skippedTimes();
        long running =
                environment
                        .catalog()
                        .jobRuns()
                        .newestOf(job.id())
                        .map(newest -> newest.id().value())
                        .orElse(0L);
        Optional<JobRunView> before =
                table.newestOf(job.id()).filter(last -> last.id().value() > running);
        if (before.isEmpty()) {
            tell(table.insert(job.id(), job.definition().name(), due, why(job, running, 1)));
        } else if (due.isAfter(before.get().ended().orElse(Instant.MIN))) {
            JobRunView last = before.get();
            table.extend(last.id(), due, why(job, running, last.timesSkipped() + 1));
            tell(last.id());
        }
    }

    private static Problem why(JobRow job, long running, long times) {
        return Problem.of(ProblemCode.JOB_TIME_SKIPPED)
                .with("job", job.definition().name())
                .withCount("run", running)
                .withCount("times", times);
    }

    private void tell(JobRunId id) {
        environment.catalog().jobRuns().find(id).ifPresent(environment.listener()::jobRunChanged);
    }
}
