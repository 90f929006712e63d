package io.sendense.engine;

import io.sendense.engine.backup.LayerTargets;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.catalog.RepositoryRow;
import io.sendense.engine.execution.JobEnvironment;
import io.sendense.engine.execution.JobRunner;
import io.sendense.engine.execution.JobSchedules;
import io.sendense.engine.execution.SelectionSearch;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRules;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.ResolvedSelection;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The jobs of this process's engine. Thread-safe.
///
/// Closing ends schedules first, then executions.
final class InProcessJobs implements Jobs, AutoCloseable {
    private final Catalog catalog;
    private final JobEnvironment environment;
    private final SelectionUuids uuids;
    private final JobRunner runner;
    private final JobSchedules schedules;

    /// Held while a job and the time it is due are changed together.
    private final Object changing = new Object();

    InProcessJobs(JobEnvironment environment) {
        this.catalog = environment.catalog();
        this.environment = environment;
        this.uuids = new SelectionUuids(environment.sources());
        this.runner = new JobRunner(environment);
        this.schedules = new JobSchedules(environment, runner);
    }

    /// Ends what a dead engine left, once its runs are ended.
    void settle() {
        runner.settle();
        schedules.settle();
    }

    /// Runs jobs when they are due, from now on.
    void runSchedules() {
        schedules.start();
    }

    /// The newest pictures of all executions that live.
    List<JobRunView> living() {
        return runner.living();
    }

    @Override
    public List<JobView> list() throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            Map<JobId, Instant> times = schedules.all();
            Map<JobId, JobRunView> newest = runner.newestOfEach();
            return catalog.jobs().list().stream()
                    .map(job ->
                            new JobView(
                                    job.id(),
                                    job.definition(),
                                    job.enabled(),
                                    Optional.ofNullable(times.get(job.id())),
                                    Optional.ofNullable(newest.get(job.id()))))
                    .toList();
        });
    }

    @Override
    public JobView job(JobId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> view(row(id)));
    }

    private JobView view(JobRow job) {
        return new JobView(
                job.id(),
                job.definition(),
                job.enabled(),
                schedules.next(job.id()),
                catalog.jobRuns()
                        .newestOf(job.id())
                        .map(run -> runner.living(run.id()).orElse(run)));
    }

    private JobRow row(JobId id) throws EngineException {
        return catalog.jobs()
                .find(id)
                .orElseThrow(() ->
                        Problem.of(ProblemCode.JOB_UNKNOWN)
                                .with("job", id.toString())
                                .toException());
    }

    @Override
    public JobView add(JobDefinition definition) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            check(definition);
            JobDefinition known = uuids.in(definition);
            JobId id;
            synchronized (changing) {
                id = catalog.jobs().insert(known).orElseThrow(() -> nameTaken(definition.name()));
                schedules.set(row(id));
            }
            environment.listener().jobsChanged();
            return view(row(id));
        });
    }

    @Override
    public JobView change(JobId id, JobDefinition definition)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            row(id);
            check(definition);
            JobDefinition known = uuids.in(definition);
            synchronized (changing) {
                changeTogether(row(id), known);
            }
            environment.listener().jobsChanged();
            return view(row(id));
        });
    }

    /// Between the two the job is not due: a crash there is seen by the next start.
    private void changeTogether(JobRow before, JobDefinition definition) throws EngineException {
        boolean sameTimes = before.definition().schedule().equals(definition.schedule());
        if (!sameTimes) {
            schedules.clear(before.id());
        }
        boolean changed = catalog.jobs().change(before.id(), definition);
        if (!sameTimes) {
            schedules.set(row(before.id()));
        }
        if (!changed) {
            throw nameTaken(definition.name());
        }
    }

    private static EngineException nameTaken(String name) {
        return Problem.of(ProblemCode.JOB_NAME_TAKEN).with("name", name).toException();
    }

    private void check(JobDefinition definition) throws EngineException {
        JobRules.check(definition, environment.clock().instant());
        List<Selector> entries =
                Stream.of(definition.selection().included(), definition.selection().excluded())
                        .flatMap(List::stream)
                        .toList();
        for (Selector entry : entries) {
            if (catalog.vcenters().find(entry.vcenter()).isEmpty()) {
                throw Problem.of(ProblemCode.VCENTER_UNKNOWN)
                        .with("name", entry.vcenter())
                        .toException();
            }
        }
        String repository = environment.repositories().resolve(definition.repository());
        RepositoryRow row =
                catalog.repositories()
                        .find(repository)
                        .orElseThrow(() ->
                                Problem.of(ProblemCode.REPOSITORY_UNKNOWN)
                                        .with("name", repository)
                                        .toException());
        LayerTargets.requireCompressing(
                repository, row.target(), definition.options().compression());
        Optional<String> node = definition.options().node();
        if (node.isPresent() && catalog.nodes().find(node.get()).isEmpty()) {
            throw Problem.of(ProblemCode.NODE_UNKNOWN).with("name", node.get()).toException();
        }
    }

    @Override
    public JobView enable(JobId id, boolean enabled) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            synchronized (changing) {
                JobRow before = row(id);
                if (before.enabled() != enabled) {
                    schedules.clear(id);
                    catalog.jobs().enable(id, enabled);
                    schedules.set(row(id));
                }
            }
            environment.listener().jobsChanged();
            return view(row(id));
        });
    }

    @Override
    public void remove(JobId id) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            synchronized (changing) {
                runner.requireIdle(row(id));
                schedules.clear(id);
                catalog.jobs().remove(id);
            }
            environment.listener().jobsChanged();
            return id;
        });
    }

    @Override
    public JobRunId run(JobId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> runner.start(row(id), JobTrigger.OPERATOR));
    }

    @Override
    public List<JobRunView> runs(int atMost) throws EngineException, InterruptedException {
        return Cataloged.call(() ->
                catalog.jobRuns().newest(atMost).stream()
                        .map(run -> runner.living(run.id()).orElse(run))
                        .toList());
    }

    @Override
    public JobRunView run(JobRunId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            Optional<JobRunView> living = runner.living(id);
            return living.isPresent() ? living.get() : runner.recorded(id);
        });
    }

    @Override
    public void cancel(JobRunId id) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            runner.cancel(id);
            return id;
        });
    }

    @Override
    public JobRunView await(JobRunId id) throws EngineException, InterruptedException {
        return Cataloged.call(() -> runner.await(id));
    }

    @Override
    public List<SelectedVm> select(Selection selection)
            throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            ResolvedSelection found = new SelectionSearch(environment.sources()).find(selection);
            if (!found.away().isEmpty()) {
                throw found.away().getFirst().toException();
            }
            return found.vms().stream()
                    .sorted(
                            Comparator.comparing(SelectedVm::vcenter)
                                    .thenComparing(selected -> selected.vm().name()))
                    .toList();
        });
    }

    @Override
    public void close() {
        schedules.close();
        runner.close();
    }
}
