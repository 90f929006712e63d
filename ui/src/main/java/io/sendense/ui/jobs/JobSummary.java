package io.sendense.ui.jobs;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import java.util.List;

/// What a line of the table says of its job. Immutable.
///
/// @param name with what it holds below, and the node that reads
/// @param schedule with the repository below
/// @param next when it runs next, from now, with the time itself below
/// @param marks its last executions, oldest first
/// @param living whether it runs now
record JobSummary(
        long id,
        Lines name,
        Lines schedule,
        boolean enabled,
        Lines next,
        JobResult result,
        List<JobMark> marks,
        boolean living) {
    JobSummary {
        marks = List.copyOf(marks);
    }

    /// A job with its newest executions, newest first.
    static JobSummary of(JobView job, List<JobRunView> executions, JobWords words) {
        JobDefinition definition = job.definition();
        return new JobSummary(
                job.id().value(),
                new Lines(definition.name(), words.holds(definition), 0),
                new Lines(
                        words.schedule(definition.schedule()),
                        words.repository(definition.repository()),
                        0),
                job.enabled(),
                words.next(job),
                words.result(executions),
                words.marks(executions),
                executions.stream().anyMatch(run -> !run.state().ended()));
    }
}
