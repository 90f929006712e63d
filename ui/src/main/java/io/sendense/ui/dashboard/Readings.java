package io.sendense.ui.dashboard;

import io.sendense.engine.Engine;
import io.sendense.engine.FillSample;
import io.sendense.engine.RepositoryView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the dashboard asks the engine for itself. Immutable.
///
/// @param runs newest first
/// @param fills how full each repository was, by its name, oldest first
record Readings(
        NewestPoints points,
        List<RunView> runs,
        List<RepositoryView> repositories,
        Map<String, List<FillSample>> fills) {
    static final Readings NONE = new Readings(NewestPoints.NONE, List.of(), List.of(), Map.of());

    /// Asks an engine for all of it.
    static Readings of(Engine engine, int mostRuns) throws EngineException, InterruptedException {
        List<RepositoryView> repositories = engine.repositories();
        Map<String, List<FillSample>> fills = new HashMap<>();
        for (RepositoryView each : repositories) {
            fills.put(each.name(), fill(engine, each.name()));
        }
        return new Readings(
                NewestPoints.of(engine.points()), engine.runs(mostRuns), repositories, fills);
    }

    /// None of a repository that was forgotten meanwhile.
    private static List<FillSample> fill(Engine engine, String name)
            throws EngineException, InterruptedException {
        try {
            return engine.repositoryFill(name);
        } catch (EngineException e) {
            if (e.problem().code() == ProblemCode.REPOSITORY_UNKNOWN) {
                return List.of();
            }
            throw e;
        }
    }
}
