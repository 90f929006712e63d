package io.sendense.ui;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.EngineListener;
import io.sendense.engine.Jobs;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.ObjectId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Jobs in memory, on the fake engine's runs: as many VMs of an execution run at once as the job
/// says, and the next begins when a test has ended one. Thread-safe, on the engine's lock.
public final class FakeJobs implements Jobs {
    private final FakeEngine engine;
    private final Map<JobId, JobView> jobs = new LinkedHashMap<>();
    private final Map<JobRunId, JobRunView> executions = new LinkedHashMap<>();
    private final List<JobDefinition> saved = new ArrayList<>();
    private Optional<Problem> refusal = Optional.empty();
    private Optional<Problem> blindness = Optional.empty();
    private Optional<Problem> failure = Optional.empty();
    private long lastJob;
    private long lastRun;

    FakeJobs(FakeEngine engine) {
        this.engine = engine;
    }

    // --- what tests do to it

    /// From now on no definition is taken.
    public void refuse(Problem why) {
        refusal = Optional.of(why);
    }

    /// From now on nobody can tell what a selection holds.
    public void blind(Problem why) {
        blindness = Optional.of(why);
    }

    /// From now on nothing can be listed.
    public void fail(Problem why) {
        failure = Optional.of(why);
    }

    /// What was added or changed, in order.
    public List<JobDefinition> saved() {
        synchronized (engine) {
            return List.copyOf(saved);
        }
    }

    /// An execution that was there before this process.
    public JobRunId past(JobId job, JobRunState state, Instant started, List<JobRunVm> vms) {
        synchronized (engine) {
            JobRunId id = new JobRunId(++lastRun);
            JobRunView run =
                    new JobRunView(
                            id,
                            Optional.of(job),
                            jobs.get(job).definition().name(),
                            JobTrigger.SCHEDULE,
                            state,
                            started,
                            Optional.of(started.plusSeconds(263)),
                            vms,
                            Optional.empty());
            executions.put(id, run);
            replace(job, jobs.get(job).enabled());
            return id;
        }
    }

    /// Times at which an execution still ran, and tells of it.
    public JobRunId skipped(JobId job, Instant first, Instant last, int times) {
        synchronized (engine) {
            JobRunId id = new JobRunId(++lastRun);
            String name = jobs.get(job).definition().name();
            put(
                    new JobRunView(
                            id,
                            Optional.of(job),
                            name,
                            JobTrigger.SCHEDULE,
                            JobRunState.SKIPPED,
                            first,
                            Optional.of(last),
                            List.of(),
                            Optional.of(
                                    Problem.of(ProblemCode.JOB_TIME_SKIPPED)
                                            .with("job", name)
                                            .withCount("run", id.value() - 1)
                                            .withCount("times", times))));
            return id;
        }
    }

    /// Replaces an execution and tells of it.
    public void put(JobRunView run) {
        executions.put(run.id(), run);
        run.job().ifPresent(job -> replace(job, jobs.get(job).enabled()));
        engine.tell(listener -> listener.jobRunChanged(run));
    }

    /// A run of the engine has changed: its VM's state follows, and the next VM begins.
    void follow(RunView run) {
        for (JobRunView execution : List.copyOf(executions.values())) {
            boolean mine =
                    !execution.state().ended()
                            && execution.vms().stream()
                                    .anyMatch(vm -> vm.run().equals(Optional.of(run.id())));
            JobRunView now = mine ? FakeExecution.followed(execution, run) : execution;
            // As the engine does: bytes alone are nothing new of a job.
            if (!now.equals(execution)) {
                advance(now);
            }
        }
    }

    private void advance(JobRunView execution) {
        int atOnce = execution.job().map(job -> jobs.get(job).definition().atOnce()).orElse(1);
        JobRunView now = execution;
        // Known before its runs start, so that it hears of them.
        executions.put(now.id(), now);
        while (now.state() == JobRunState.RUNNING) {
            Optional<JobRunVm> next = FakeExecution.next(now, atOnce);
            if (next.isEmpty()) {
                break;
            }
            now = begin(now, next.get());
        }
        JobRunView newest = FakeExecution.settled(now, engine.now());
        put(newest);
        if (newest.state().ended()) {
            engine.tell(EngineListener::jobsChanged);
        }
    }

    private JobRunView begin(JobRunView execution, JobRunVm vm) {
        JobDefinition definition = jobs.get(execution.job().orElseThrow()).definition();
        try {
            RunId run =
                    engine.startBackup(
                            new BackupRequest(
                                    vm.vcenter(),
                                    new ObjectId(vm.vmId()),
                                    definition.repository(),
                                    definition.options()));
            return FakeExecution.with(
                    execution, vm, JobVmState.RUNNING, Optional.of(run), Optional.empty());
        } catch (EngineException e) {
            return FakeExecution.with(
                    execution, vm, JobVmState.FAILED, Optional.empty(), Optional.of(e.problem()));
        }
    }

    // --- the jobs

    private void answer() throws EngineException {
        if (failure.isPresent()) {
            throw failure.get().toException();
        }
    }

    @Override
    public List<JobView> list() throws EngineException {
        synchronized (engine) {
            answer();
            return jobs.values().stream()
                    .sorted(Comparator.comparing(job -> job.definition().name()))
                    .toList();
        }
    }

    @Override
    public JobView job(JobId id) throws EngineException {
        synchronized (engine) {
            if (!jobs.containsKey(id)) {
                throw Problem.of(ProblemCode.JOB_UNKNOWN).with("job", id.toString()).toException();
            }
            return jobs.get(id);
        }
    }

    @Override
    public JobView add(JobDefinition definition) throws EngineException {
        synchronized (engine) {
            return save(new JobId(++lastJob), definition, true);
        }
    }

    @Override
    public JobView change(JobId id, JobDefinition definition) throws EngineException {
        synchronized (engine) {
            return save(id, definition, job(id).enabled());
        }
    }

    private JobView save(JobId id, JobDefinition definition, boolean enabled)
            throws EngineException {
        if (refusal.isPresent()) {
            throw refusal.get().toException();
        }
        boolean taken =
                jobs.values().stream()
                        .anyMatch(job ->
                                !job.id().equals(id)
                                        && job.definition()
                                                .name()
                                                .equalsIgnoreCase(definition.name()));
        if (taken) {
            throw Problem.of(ProblemCode.JOB_NAME_TAKEN)
                    .with("name", definition.name())
                    .toException();
        }
        saved.add(definition);
        jobs.put(id, view(id, definition, enabled));
        engine.tell(EngineListener::jobsChanged);
        return jobs.get(id);
    }

    private JobView view(JobId id, JobDefinition definition, boolean enabled) {
        Optional<JobRunView> last =
                executions.values().stream()
                        .filter(run -> run.job().equals(Optional.of(id)))
                        .filter(run -> run.state() != JobRunState.SKIPPED)
                        .reduce((_, later) -> later);
        Optional<Instant> next =
                enabled
                        ? FakeExecution.next(definition.schedule(), engine.now())
                        : Optional.empty();
        return new JobView(id, definition, enabled, next, last);
    }

    private void replace(JobId id, boolean enabled) {
        jobs.put(id, view(id, jobs.get(id).definition(), enabled));
    }

    @Override
    public JobView enable(JobId id, boolean enabled) throws EngineException {
        synchronized (engine) {
            job(id);
            replace(id, enabled);
            engine.tell(EngineListener::jobsChanged);
            return jobs.get(id);
        }
    }

    @Override
    public void remove(JobId id) throws EngineException {
        synchronized (engine) {
            job(id);
            jobs.remove(id);
            engine.tell(EngineListener::jobsChanged);
        }
    }

    @Override
    public JobRunId run(JobId id) throws EngineException {
        synchronized (engine) {
            JobView job = job(id);
            if (job.lastRun().filter(run -> !run.state().ended()).isPresent()) {
                throw Problem.of(ProblemCode.JOB_BUSY)
                        .with("job", job.definition().name())
                        .with("run", id.toString())
                        .toException();
            }
            JobRunId run = new JobRunId(++lastRun);
            advance(
                    FakeExecution.begun(
                            run, job, select(job.definition().selection()), engine.now()));
            return run;
        }
    }

    @Override
    public List<JobRunView> runs(int atMost) throws EngineException {
        synchronized (engine) {
            answer();
            return new ArrayList<>(executions.values()).reversed().stream().limit(atMost).toList();
        }
    }

    @Override
    public JobRunView run(JobRunId id) throws EngineException {
        synchronized (engine) {
            if (!executions.containsKey(id)) {
                throw Problem.of(ProblemCode.JOB_RUN_UNKNOWN)
                        .with("run", id.toString())
                        .toException();
            }
            return executions.get(id);
        }
    }

    @Override
    public void cancel(JobRunId id) throws EngineException {
        synchronized (engine) {
            JobRunView run = run(id);
            if (run.state().ended()) {
                throw Problem.of(ProblemCode.JOB_RUN_NOT_ACTIVE)
                        .with("run", id.toString())
                        .with("state", run.state().name())
                        .toException();
            }
            put(FakeExecution.cancelling(run));
            for (JobRunVm vm : run.vms()) {
                if (vm.state() == JobVmState.RUNNING) {
                    engine.cancelRun(vm.run().orElseThrow());
                }
            }
        }
    }

    @Override
    public JobRunView await(JobRunId id) throws EngineException, InterruptedException {
        synchronized (engine) {
            while (!run(id).state().ended()) {
                engine.wait();
            }
            return run(id);
        }
    }

    @Override
    public List<SelectedVm> select(Selection selection) throws EngineException {
        synchronized (engine) {
            if (blindness.isPresent()) {
                throw blindness.get().toException();
            }
            return FakeSelection.of(selection, engine::inventory);
        }
    }
}
