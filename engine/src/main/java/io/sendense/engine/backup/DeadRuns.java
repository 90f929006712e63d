package io.sendense.engine.backup;

import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.StoredProblem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the runs that the catalog has as living and that nobody works on: their engine died, or the
/// catalog could not be written when they ended.
///
/// The repository is the truth: a run whose restore point is published there has completed, any
/// other has failed. Used by one thread at a time.
final class DeadRuns {
    private static final Logger LOG = LoggerFactory.getLogger(DeadRuns.class);

    private final BackupEnvironment environment;
    private final BackupRunner runner;
    private final RunListener listener;
    private final PointAdoption adoption;

    DeadRuns(BackupEnvironment environment, BackupRunner runner, RunListener listener) {
        this.environment = environment;
        this.runner = runner;
        this.listener = listener;
        this.adoption = new PointAdoption(environment.catalog());
    }

    /// Ends each that there is, oldest first. One that may have published where nobody can look now
    /// is left for the next time.
    void settle() {
        for (RunId id : environment.catalog().runs().living()) {
            if (runner.living(id).isPresent()) {
                continue;
            }
            // Read after that look: it may have ended by itself in between.
            RunView run = environment.catalog().runs().find(id).orElseThrow();
            if (!run.state().ended()) {
                settle(run);
            }
        }
    }

    private void settle(RunView run) {
        try {
            if (!mayHavePublished(run)) {
                fail(run);
                return;
            }
            Repository repository = environment.repositories().repository(run.repository());
            Optional<RestorePoint> point =
                    repository.points().stream()
                            .filter(candidate -> PointAdoption.made(run, candidate))
                            .findFirst();
            if (point.isPresent()) {
                complete(run, repository, point.get());
            } else {
                fail(run);
            }
        } catch (EngineException | CatalogException e) {
            LOG.warn("how run {} ended cannot be told now: {}", run.id(), e.getMessage());
        }
    }

    private boolean mayHavePublished(RunView run) throws EngineException {
        return run.state() != RunState.PENDING
                && !run.disks().isEmpty()
                && run.disks().stream().allMatch(disk -> disk.state() == DiskState.COMPLETED)
                && environment.repositories().names().contains(run.repository());
    }

    private void complete(RunView run, Repository repository, RestorePoint point)
            throws EngineException {
        adoption.adoptParents(run.repository(), repository, point);
        List<RunEvent> events = environment.catalog().events().list(run.id(), 0);
        Instant ended = events.isEmpty() ? environment.clock().instant() : events.getLast().time();
        CatalogedPoint rows =
                CatalogedPoint.of(
                        point,
                        run.repository(),
                        repository.root(),
                        run.vcenter(),
                        Optional.of(run.id()));
        if (!environment
                .catalog()
                .points()
                .recordCompletion(
                        run.id(),
                        run.state(),
                        RunState.COMPLETED_WITH_WARNING,
                        ended,
                        warnings(point),
                        rows.point(),
                        rows.disks())) {
            return;
        }
        if (events.stream().noneMatch(event -> event.code() == EventCode.POINT_PUBLISHED)) {
            event(
                    run.id(),
                    EventCode.POINT_PUBLISHED,
                    Events.with("point", point.id().value())
                            .withBytes("bytes", point.layerBytes()));
        }
        event(
                run.id(),
                EventCode.RUN_COMPLETED_WITH_WARNING,
                Events.none().withTime("time", Duration.between(run.started(), ended)));
        tell(run.id());
    }

    /// What the run had to say when it published, and that its end came to light later.
    private static List<Problem> warnings(RestorePoint point) {
        List<Problem> warnings = new ArrayList<>();
        point.manifest().problems().stream()
                .map(StoredProblem::problem)
                .flatMap(Optional::stream)
                .forEach(warnings::add);
        warnings.add(Problem.of(ProblemCode.RUN_RECORDED_LATE));
        return warnings;
    }

    private void fail(RunView run) {
        boolean ended =
                environment
                        .catalog()
                        .runs()
                        .end(
                                run.id(),
                                run.state(),
                                RunState.FAILED,
                                environment.clock().instant(),
                                Optional.of(Problem.of(ProblemCode.RUN_INTERRUPTED)),
                                run.warnings());
        if (ended) {
            event(
                    run.id(),
                    EventCode.RUN_FAILED,
                    Events.with("problem", ProblemCode.RUN_INTERRUPTED.id()));
            tell(run.id());
        }
    }

    private void event(RunId run, EventCode code, Events arguments) {
        listener.runEvent(
                environment
                        .catalog()
                        .events()
                        .append(run, environment.clock().instant(), code, arguments.arguments()));
    }

    private void tell(RunId run) {
        environment.catalog().runs().find(run).ifPresent(listener::runChanged);
    }
}
