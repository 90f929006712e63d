package io.sendense.engine;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.PointScan;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.UnreadablePoint;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.repository.verify.VerifyReport;
import io.sendense.engine.run.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks whole repositories. Thread-safe.
final class RepositoryChecks {
    private static final int THREADS = 2;

    private final OpenRepositories repositories;
    private final Points points;
    private final PointVerdicts verdicts;

    RepositoryChecks(OpenRepositories repositories, Points points, PointVerdicts verdicts) {
        this.repositories = repositories;
        this.points = points;
        this.verdicts = verdicts;
    }

    /// Looks at every restore point in the repository's folder, and for those that the catalog
    /// knows and the folder has not.
    ///
    /// @param readData whether every byte is compared with its sum; else manifests, chains, sizes,
    ///   tables and the sums themselves are
    RepositoryCheck run(String name, boolean readData, Progress progress)
            throws EngineException, InterruptedException {
        Repository repository = repositories.repository(name);
        PointScan scan = repository.scan();
        List<Problem> problems = new ArrayList<>();
        int damaged = 0;
        long bytes = 0;
        PointVerifier verifier = new PointVerifier(THREADS);
        List<VerifyReport> reports =
                readData
                        ? verifier.verifyAll(scan.points(), progress)
                        : verifier.lookAtAll(scan.points(), progress);
        for (VerifyReport report : reports) {
            bytes += report.checkedBytes();
            problems.addAll(PointVerdicts.problems(report));
            damaged += report.sound() ? 0 : 1;
            if (readData || !report.sound()) {
                verdicts.store(report);
            }
        }
        for (UnreadablePoint point : scan.unreadable()) {
            damaged++;
            problems.add(point.problem());
            verdicts.storeFailure(point.id().value(), point.problem());
        }
        for (String gone : missing(name, scan)) {
            damaged++;
            Problem problem =
                    PointVerdicts.finding(
                            gone, "MissingPoint", Cause.of(CauseCode.POINT_FOLDER_GONE));
            problems.add(problem);
            verdicts.storeFailure(gone, problem);
        }
        repositories.view(name).problem().ifPresent(problems::add);
        return new RepositoryCheck(
                name, scan.points().size() + scan.unreadable().size(), damaged, bytes, problems);
    }

    private List<String> missing(String name, PointScan scan) throws EngineException {
        Set<String> there =
                scan.points().stream()
                        .map(RestorePoint::id)
                        .map(id -> id.value())
                        .collect(Collectors.toSet());
        scan.unreadable().forEach(point -> there.add(point.id().value()));
        return points.list().stream()
                .filter(point -> point.repository().equals(name))
                .map(PointView::id)
                .filter(id -> !there.contains(id))
                .toList();
    }
}
