package io.sendense.engine;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.PointCheckRow;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.verify.VerifyReport;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Remembers what verifications of restore points found. Thread-safe.
final class PointVerdicts {
    /// A damaged disk may have millions of findings; the catalog keeps the first.
    private static final int MOST_PROBLEMS = 20;

    private final Catalog catalog;
    private final InstantSource clock;

    PointVerdicts(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /// Stores the outcome of a verification that came to its end.
    void store(VerifyReport report) {
        List<Problem> problems = problems(report);
        catalog.pointChecks()
                .insert(
                        new PointCheckRow(
                                report.point().value(),
                                clock.instant(),
                                report.sound(),
                                report.checkedBytes(),
                                problems.subList(0, Math.min(MOST_PROBLEMS, problems.size()))));
    }

    /// Stores that a point cannot even be opened.
    void storeFailure(String point, Problem problem) {
        catalog.pointChecks()
                .insert(new PointCheckRow(point, clock.instant(), false, 0, List.of(problem)));
    }

    /// What a verification found, as problems.
    static List<Problem> problems(VerifyReport report) {
        return report.findings().stream()
                .map(found -> finding(report.point().value(), found.kind(), found.found()))
                .toList();
    }

    static Problem finding(String point, String kind, Cause cause) {
        return Problem.of(ProblemCode.POINT_FINDING)
                .with("point", point)
                .with("kind", kind)
                .because(cause);
    }

    /// The last verification of each point that has any, by the point's id.
    Map<String, PointCheck> newest() {
        Map<String, PointCheck> newest = new HashMap<>();
        for (PointCheckRow row : catalog.pointChecks().newest()) {
            newest.put(
                    row.point(),
                    new PointCheck(row.at(), row.ok(), row.checkedBytes(), row.problems()));
        }
        return newest;
    }
}
