package io.sendense.engine.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Starts executions of jobs, each in a thread of its own, one per job at a time; cancels them;
/// tells how they do. Thread-safe.
///
/// Closing cancels all and waits until each has ended.
public final class JobRunner implements AutoCloseable {
    private final JobEnvironment environment;
    private final DeadJobRuns dead;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<JobRunId, ActiveJobRun> active = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    public JobRunner(JobEnvironment environment) {
        this.environment = environment;
        this.dead = new DeadJobRuns(environment);
    }

    /// Ends what a dead engine left. To be called once its runs are ended, before the first
    /// execution.
    public void settle() {
        dead.settle(run -> active(run.id()).isPresent());
    }

    /// Records an execution and starts it.
    ///
    /// @throws EngineException `JOB-BUSY`: it has a living one
    public JobRunId start(JobRow job, JobTrigger trigger) throws EngineException {
        synchronized (lock) {
            if (closed) {
                throw Problem.of(ProblemCode.REQUEST_INVALID)
                        .because(Cause.of(CauseCode.ENGINE_CLOSING))
                        .toException();
            }
            Optional<JobRunId> inserted = record(job, trigger);
            if (inserted.isEmpty()) {
                // Unless nobody works on the one that is there.
                settle();
                inserted = record(job, trigger);
            }
            JobRunId id = inserted.orElseThrow(() -> busy(job));
            JobRunView recorded = environment.catalog().jobRuns().find(id).orElseThrow();
            ActiveJobRun run =
                    new ActiveJobRun(environment, job, recorded, () -> remove(recorded.id()));
            active.put(id, run);
            run.start();
            return id;
        }
    }

    private Optional<JobRunId> record(JobRow job, JobTrigger trigger) {
        return environment
                .catalog()
                .jobRuns()
                .insert(job.id(), job.definition().name(), trigger, environment.clock().instant());
    }

    private EngineException busy(JobRow job) {
        long run =
                environment
                        .catalog()
                        .jobRuns()
                        .newestOf(job.id())
                        .map(newest -> newest.id().value())
                        .orElse(0L);
        return Problem.of(ProblemCode.JOB_BUSY)
                .with("job", job.definition().name())
                .withCount("run", run)
                .toException();
    }

    /// Refuses while a job has a living execution.
    ///
    /// @throws EngineException `JOB-BUSY`
    public void requireIdle(JobRow job) throws EngineException {
        if (living().stream().anyMatch(run -> run.job().equals(Optional.of(job.id())))) {
            throw busy(job);
        }
    }

    private void remove(JobRunId id) {
        synchronized (lock) {
            active.remove(id);
        }
    }

    private Optional<ActiveJobRun> active(JobRunId id) {
        synchronized (lock) {
            return Optional.ofNullable(active.get(id));
        }
    }

    private List<ActiveJobRun> allActive() {
        synchronized (lock) {
            return new ArrayList<>(active.values());
        }
    }

    /// The newest picture of an execution that lives.
    public Optional<JobRunView> living(JobRunId id) {
        return active(id).map(ActiveJobRun::view);
    }

    /// The newest pictures of all executions that live.
    public List<JobRunView> living() {
        return allActive().stream()
                .map(ActiveJobRun::view)
                .filter(run -> !run.state().ended())
                .toList();
    }

    /// The newest execution of each job that has had one, as it is now.
    public Map<JobId, JobRunView> newestOfEach() {
        Map<JobId, JobRunView> newest = new HashMap<>();
        for (JobRunView run : environment.catalog().jobRuns().newestOfEach()) {
            run.job().ifPresent(job -> newest.put(job, living(run.id()).orElse(run)));
        }
        return newest;
    }

    /// Asks an execution to stop.
    ///
    /// @throws EngineException `JOB-RUN-UNKNOWN`, or `JOB-RUN-NOT-ACTIVE` if it has ended
    public void cancel(JobRunId id) throws EngineException {
        Optional<ActiveJobRun> run = active(id);
        if (run.isEmpty()) {
            throw ActiveJobRun.notActive(recorded(id));
        }
        run.get().cancel();
    }

    /// An execution as the catalog has it.
    ///
    /// @throws EngineException `JOB-RUN-UNKNOWN`
    public JobRunView recorded(JobRunId id) throws EngineException {
        return environment
                .catalog()
                .jobRuns()
                .find(id)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.JOB_RUN_UNKNOWN)
                                .withCount("run", id.value())
                                .toException());
    }

    /// Waits until an execution has ended.
    public JobRunView await(JobRunId id) throws EngineException, InterruptedException {
        Optional<ActiveJobRun> run = active(id);
        if (run.isPresent()) {
            run.get().await();
        }
        return recorded(id);
    }

    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        boolean interrupted = false;
        for (ActiveJobRun run : allActive()) {
            try {
                run.cancel();
            } catch (EngineException _) {
                // It has ended by itself.
            }
        }
        for (ActiveJobRun run : allActive()) {
            while (true) {
                try {
                    run.await();
                    break;
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
