package io.sendense.engine;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.EngineException;
import java.util.List;

/// The jobs of an engine. Thread-safe; calls block, as those of [Engine] do.
public interface Jobs {
    /// By name.
    List<JobView> list() throws EngineException, InterruptedException;

    /// One job as it is now.
    ///
    /// @throws EngineException `JOB-UNKNOWN`
    JobView job(JobId id) throws EngineException, InterruptedException;

    /// Defines a job, enabled.
    ///
    /// @throws EngineException `JOB-NAME-TAKEN`; `JOB-INVALID`: the name, the selection, the
    ///   schedule or a number cannot be used; `VCENTER-UNKNOWN`, `REPOSITORY-UNKNOWN`,
    ///   `TARGET-NOT-COMPRESSING`
    JobView add(JobDefinition definition) throws EngineException, InterruptedException;

    /// Defines a job anew. A living execution goes on as it was defined when it began.
    ///
    /// @throws EngineException `JOB-UNKNOWN` and those of `add`
    JobView change(JobId id, JobDefinition definition) throws EngineException, InterruptedException;

    /// Whether the job runs by its schedule.
    ///
    /// @throws EngineException `JOB-UNKNOWN`
    JobView enable(JobId id, boolean enabled) throws EngineException, InterruptedException;

    /// Forgets a job. Its runs and restore points stay.
    ///
    /// @throws EngineException `JOB-UNKNOWN`; `JOB-BUSY` while it runs
    void remove(JobId id) throws EngineException, InterruptedException;

    /// Runs a job now; returns before it has done anything.
    ///
    /// @throws EngineException `JOB-UNKNOWN`; `JOB-BUSY`: it runs already
    JobRunId run(JobId id) throws EngineException, InterruptedException;

    /// The newest executions of all jobs first, living ones included.
    List<JobRunView> runs(int atMost) throws EngineException, InterruptedException;

    /// One execution as it is now.
    ///
    /// @throws EngineException `JOB-RUN-UNKNOWN`
    JobRunView run(JobRunId id) throws EngineException, InterruptedException;

    /// Asks an execution to stop; returns at once. VMs that wait are not begun.
    ///
    /// @throws EngineException `JOB-RUN-UNKNOWN`, or `JOB-RUN-NOT-ACTIVE` if it has ended
    void cancel(JobRunId id) throws EngineException, InterruptedException;

    /// Waits until an execution has ended.
    JobRunView await(JobRunId id) throws EngineException, InterruptedException;

    /// The VMs that a selection holds now, by vCenter and name.
    ///
    /// @throws EngineException a vCenter of it is not known or does not answer
    List<SelectedVm> select(Selection selection) throws EngineException, InterruptedException;
}
