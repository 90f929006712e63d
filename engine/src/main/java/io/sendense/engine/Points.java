package io.sendense.engine;

import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.PointDiskRow;
import io.sendense.engine.catalog.PointRow;
import io.sendense.engine.catalog.StoredPoint;
import io.sendense.engine.problem.ArgumentText;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.export.DiskExport;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.verify.PointVerifier;
import io.sendense.engine.repository.verify.VerifyReport;
import io.sendense.engine.restore.RestorePlan;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunId;
import io.sendense.engine.serve.ServeRequest;
import io.sendense.engine.serve.ServedPoint;
import io.sendense.engine.serve.ServedPoints;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What can be done with restore points: list, judge, verify, export. Thread-safe.
final class Points {
    private static final String LATEST = "@latest";
    private static final String UUID = "uuid:";
    private static final String MOREF = "moref:";
    private static final int VERIFY_THREADS = 2;

    /// What a verification cannot begin with because of the point itself.
    private static final Set<ProblemCode> OF_THE_POINT =
            Set.of(ProblemCode.POINT_DAMAGED, ProblemCode.POINT_UNKNOWN);

    private final Catalog catalog;
    private final OpenRepositories repositories;

    private final PointVerdicts verdicts;

    Points(Catalog catalog, OpenRepositories repositories, PointVerdicts verdicts) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.verdicts = verdicts;
    }

    List<PointView> list() throws EngineException {
        List<PointView> views = new ArrayList<>();
        Map<String, PointCheck> checks = verdicts.newest();
        for (StoredPoint stored : catalog.points().list()) {
            views.add(view(stored, Optional.ofNullable(checks.get(stored.point().id()))));
        }
        return views;
    }

    private PointView view(StoredPoint stored, Optional<PointCheck> check) throws EngineException {
        PointRow point = stored.point();
        Path folder = repositories.folder(point.repository()).resolve(point.folder());
        List<PointView.PointDiskView> disks =
                stored.disks().stream().map(disk -> view(folder, disk)).toList();
        return new PointView(
                point.id(),
                point.repository(),
                point.vcenter(),
                point.vmName(),
                point.vmUuid(),
                point.created(),
                point.run().map(RunId::value),
                disks.stream().anyMatch(disk -> disk.parent().isPresent()),
                point.consistency(),
                disks.stream().mapToLong(PointView.PointDiskView::layerBytes).sum(),
                folder.toString(),
                disks,
                check);
    }

    private static PointView.PointDiskView view(Path folder, PointDiskRow disk) {
        return new PointView.PointDiskView(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                folder.resolve(disk.layer()).toString(),
                disk.layerBytes(),
                disk.parent().map(PointDiskRow.Parent::point),
                disk.changeId());
    }

    /// What a point's VM becomes when it is restored elsewhere.
    RestorePlan plan(String point) throws EngineException {
        return new PointConfiguration(find(point)).plan();
    }

    /// Reads a point with everything below it, and remembers what was found.
    VerifyView verify(String point, Progress progress)
            throws EngineException, InterruptedException {
        PointRow row = row(point);
        VerifyReport report;
        try {
            report = new PointVerifier(VERIFY_THREADS).verify(open(row), progress);
        } catch (EngineException e) {
            if (OF_THE_POINT.contains(e.problem().code())) {
                verdicts.storeFailure(row.id(), e.problem());
            }
            throw e;
        }
        verdicts.store(report);
        return new VerifyView(
                report.point().value(),
                report.sound(),
                report.checkedBytes(),
                report.findings().stream()
                        .map(finding ->
                                new VerifyView.Finding(
                                        finding.kind(),
                                        finding.disk(),
                                        ArgumentText.english().sentence(finding.found())))
                        .toList());
    }

    /// Writes one disk to a file.
    long export(ExportRequest request, Progress progress)
            throws EngineException, InterruptedException {
        return new DiskExport()
                .run(
                        find(request.point()),
                        request.disk(),
                        request.format(),
                        request.to(),
                        progress);
    }

    /// The point that is meant by an id, the beginning of one, or `VM@latest`.
    private RestorePoint find(String text) throws EngineException {
        return open(row(text));
    }

    private PointRow row(String text) throws EngineException {
        return text.endsWith(LATEST) ? latest(text) : byId(text);
    }

    private RestorePoint open(PointRow row) throws EngineException {
        return repositories.repository(row.repository()).point(row.id());
    }

    /// Serves a point's disks until that is stopped.
    ServedPoint serve(ServeRequest request, ServedPoints served) throws EngineException {
        PointRow row = row(request.point());
        return served.serve(open(row), row.repository(), request);
    }

    private PointRow latest(String text) throws EngineException {
        String vm = text.substring(0, text.length() - LATEST.length());
        List<PointRow> newestFirst =
                catalog.points().list().stream()
                        .map(StoredPoint::point)
                        .filter(point -> matches(point, vm))
                        .toList();
        if (newestFirst.isEmpty()) {
            throw unknown(text);
        }
        if (newestFirst.stream().map(PointRow::vmUuid).distinct().count() > 1) {
            throw ambiguous(text, newestFirst);
        }
        return newestFirst.getFirst();
    }

    /// A managed object id is known from the run that made the point.
    private boolean matches(PointRow point, String vm) {
        if (vm.startsWith(UUID)) {
            return point.vmUuid().equalsIgnoreCase(vm.substring(UUID.length()));
        }
        if (vm.startsWith(MOREF)) {
            return point.run()
                    .flatMap(catalog.runs()::find)
                    .filter(run -> run.vmId().equals(vm.substring(MOREF.length())))
                    .isPresent();
        }
        return point.vmName().equals(vm);
    }

    private PointRow byId(String text) throws EngineException {
        List<PointRow> found =
                catalog.points().find(text).stream().map(StoredPoint::point).toList();
        if (found.isEmpty()) {
            throw unknown(text);
        }
        if (found.size() > 1) {
            throw ambiguous(text, found);
        }
        return found.getFirst();
    }

    private static EngineException unknown(String text) {
        return Problem.of(ProblemCode.POINT_UNKNOWN).with("point", text).toException();
    }

    private static EngineException ambiguous(String text, List<PointRow> candidates) {
        return Problem.of(ProblemCode.POINT_AMBIGUOUS)
                .with("point", text)
                .with(
                        "candidates",
                        candidates.stream().map(PointRow::id).collect(Collectors.joining(", ")))
                .toException();
    }
}
