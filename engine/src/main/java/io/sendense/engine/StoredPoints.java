package io.sendense.engine;

import io.sendense.engine.backup.BackupRunner;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.RunView;
import io.sendense.engine.serve.ServedPoints;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// What is done with repositories as wholes, and with points for as long as somebody reads them.
/// Thread-safe. Closing ends what is served.
final class StoredPoints implements AutoCloseable {
    private final Catalog catalog;
    private final OpenRepositories repositories;
    private final RepositoryAdditions additions;
    private final RepositoryChecks checks;
    private final FillHistory fill;
    private final BackupRunner runner;
    private final ServedPoints served;

    StoredPoints(
            Catalog catalog,
            OpenRepositories repositories,
            Points points,
            PointVerdicts verdicts,
            FillHistory fill,
            BackupRunner runner,
            InstantSource clock) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.additions = new RepositoryAdditions(catalog, repositories, clock);
        this.checks = new RepositoryChecks(repositories, points, verdicts);
        this.fill = fill;
        this.runner = runner;
        this.served = new ServedPoints(clock);
    }

    RepositoryAdditions additions() {
        return additions;
    }

    RepositoryChecks checks() {
        return checks;
    }

    ServedPoints served() {
        return served;
    }

    List<FillSample> fill(String name) throws EngineException {
        repositories.folder(name);
        return fill.samples(name);
    }

    /// Forgets a repository that nobody uses.
    void forget(String name) throws EngineException {
        repositories.forget(name, use(name));
    }

    private Optional<Cause> use(String name) {
        Optional<RunView> run =
                runner.living().stream().filter(each -> each.repository().equals(name)).findFirst();
        if (run.isPresent()) {
            return Optional.of(
                    Cause.of(CauseCode.USED_BY_RUN)
                            .withCount("run", run.get().id().value())
                            .with("vm", run.get().vmName()));
        }
        Optional<JobDefinition> job =
                catalog.jobs().list().stream()
                        .map(JobRow::definition)
                        .filter(each -> each.repository().equals(Optional.of(name)))
                        .findFirst();
        if (job.isPresent()) {
            return Optional.of(Cause.of(CauseCode.USED_BY_JOB).with("job", job.get().name()));
        }
        return served.list().stream()
                .filter(each -> each.repository().equals(name))
                .findFirst()
                .map(each ->
                        Cause.of(CauseCode.USED_BY_SERVING)
                                .with("place", each.place().toString())
                                .with("vm", each.vmName()));
    }

    @Override
    public void close() {
        served.close();
    }
}
