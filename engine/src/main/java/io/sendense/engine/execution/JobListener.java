package io.sendense.engine.execution;

import io.sendense.engine.job.JobRunView;

/// Hears of jobs and their executions. Called from the executions' threads; must return at once.
public interface JobListener {
    /// The newest state of an execution.
    void jobRunChanged(JobRunView run);

    /// A job was added, changed or removed, or its next run has moved.
    void jobsChanged();
}
