package io.sendense.engine.repository.verify;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.UnreadablePoint;
import io.sendense.engine.run.Progress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Verifies restore points with all that backs them. Thread-safe; each call has its own pool.
public final class PointVerifier {
    private final int threads;

    /// @param threads how many platform threads read and hash for one call
    public PointVerifier(int threads) {
        this.threads = threads;
    }

    /// Verifies one point: its manifest and files, and every layer of its chains.
    ///
    /// @throws EngineException `POINT-UNKNOWN`: the point is gone
    /// @throws InterruptedException cancelled; nothing is left behind
    public VerifyReport verify(RestorePoint point, Progress progress)
            throws EngineException, InterruptedException {
        return verifyAll(List.of(point), progress).getFirst();
    }

    /// Verifies several points; a layer that several are backed by is read once.
    ///
    /// @return a report for each point, in the same order
    public List<VerifyReport> verifyAll(List<RestorePoint> points, Progress progress)
            throws EngineException, InterruptedException {
        Map<RestorePoint, PointChains> chains = new LinkedHashMap<>();
        for (RestorePoint point : points) {
            if (!Files.isDirectory(point.folder())) {
                throw Problem.of(ProblemCode.POINT_UNKNOWN)
                        .with("point", point.id().value())
                        .toException();
            }
            chains.put(point, PointChains.of(point));
        }
        return reports(
                chains,
                LayerCheck.Depth.CONTENTS,
                new LayerProgress(progress, plannedBytes(chains)),
                _ -> {});
    }

    /// Looks at several points without reading their data: manifests, chains, sizes, tables, sums,
    /// and that layers and sums speak of the same clusters.
    ///
    /// @param progress in points, not bytes
    /// @return a report for each point, in the same order
    public List<VerifyReport> lookAtAll(List<RestorePoint> points, Progress progress)
            throws InterruptedException {
        Map<RestorePoint, PointChains> chains = new LinkedHashMap<>();
        points.forEach(point -> chains.put(point, PointChains.of(point)));
        AtomicInteger done = new AtomicInteger();
        return reports(
                chains,
                LayerCheck.Depth.STRUCTURE,
                new LayerProgress(Progress.NONE, 0),
                point -> progress.at(point.vm().name(), done.incrementAndGet(), points.size()));
    }

    private List<VerifyReport> reports(
            Map<RestorePoint, PointChains> chains,
            LayerCheck.Depth depth,
            LayerProgress progress,
            Consumer<RestorePoint> done)
            throws InterruptedException {
        List<VerifyReport> reports = new ArrayList<>();
        try (ReadPool pool = new ReadPool(threads)) {
            Map<PointLayer, LayerResult> known = new LinkedHashMap<>();
            for (Map.Entry<RestorePoint, PointChains> each : chains.entrySet()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                reports.add(report(each.getKey(), each.getValue(), known, depth, pool, progress));
                done.accept(each.getKey());
            }
        }
        return reports;
    }

    private static long plannedBytes(Map<RestorePoint, PointChains> chains) {
        Set<PointLayer> layers = new HashSet<>();
        chains.values().forEach(of -> layers.addAll(of.parents().keySet()));
        return layers.stream().mapToLong(LayerCheck::plannedBytes).sum();
    }

    private static VerifyReport report(
            RestorePoint point,
            PointChains chains,
            Map<PointLayer, LayerResult> known,
            LayerCheck.Depth depth,
            ReadPool pool,
            LayerProgress progress)
            throws InterruptedException {
        List<Finding> findings = new ArrayList<>(new FolderCheck(point).run());
        findings.addAll(chains.findings());
        long checkedBytes = 0;
        for (var entry : chains.parents().entrySet()) {
            PointLayer layer = entry.getKey();
            LayerResult result = known.get(layer);
            if (result == null) {
                long before = progress.checkedBytes();
                List<Finding> found =
                        new LayerCheck(layer, entry.getValue(), depth, pool, progress).run();
                result = new LayerResult(progress.checkedBytes() - before, found);
                known.put(layer, result);
            }
            checkedBytes += result.checkedBytes();
            findings.addAll(result.findings());
        }
        return new VerifyReport(point.id(), checkedBytes, findings);
    }

    private record LayerResult(long checkedBytes, List<Finding> findings) {}

    /// What there is to say of a point whose manifest cannot be used.
    public static VerifyReport report(UnreadablePoint point) {
        return new VerifyReport(
                point.id(),
                0,
                List.of(
                        new Finding.BadManifest(
                                point.id(),
                                point.folder(),
                                Cause.of(CauseCode.PROBLEM)
                                        .with("problem", new Argument.Nested(point.problem())))));
    }
}
