package io.sendense.engine.repository.verify;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.LayerParent;
import io.sendense.engine.repository.point.ManifestDisk;
import io.sendense.engine.repository.point.PointId;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.repository.point.RestorePoint;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All layers that the disks of a point consist of, as far as the manifests lead. Immutable once
/// made.
///
/// @param parents every layer, with the one that backs it where there should be one and it was
///   found
/// @param findings why a chain ends too soon
record PointChains(Map<PointLayer, Optional<PointLayer>> parents, List<Finding> findings) {

    static PointChains of(RestorePoint point) {
        PointChains chains = new PointChains(new LinkedHashMap<>(), new ArrayList<>());
        point.layers().forEach(chains::follow);
        return chains;
    }

    private void follow(PointLayer top) {
        PointLayer layer = top;
        while (!parents.containsKey(layer)) {
            Optional<PointLayer> parent = parentOf(layer);
            parents.put(layer, parent);
            if (parent.isEmpty()) {
                return;
            }
            layer = parent.get();
        }
        if (isBelow(layer, layer)) {
            missing(
                    top,
                    layer.point().id(),
                    Cause.of(CauseCode.BACKED_BY_ITSELF)
                            .with("layer", top.toString())
                            .with("parent", layer.toString()));
        }
    }

    /// Whether following the parents of `from` leads to `layer`.
    private boolean isBelow(PointLayer from, PointLayer layer) {
        Optional<PointLayer> at = parents.getOrDefault(from, Optional.empty());
        for (int i = 0; i < parents.size() && at.isPresent(); i++) {
            if (at.get().equals(layer)) {
                return true;
            }
            at = parents.getOrDefault(at.get(), Optional.empty());
        }
        return false;
    }

    private Optional<PointLayer> parentOf(PointLayer child) {
        Optional<LayerParent> named = child.disk().parent();
        if (named.isEmpty()) {
            return Optional.empty();
        }
        LayerParent parent = named.get();
        try {
            RestorePoint point = child.point().folderOfVm().point(parent.point());
            Optional<ManifestDisk> disk = point.manifest().disk(parent.key());
            if (disk.isEmpty()) {
                missing(
                        child,
                        parent.point(),
                        Cause.of(CauseCode.BASE_DISK_GONE)
                                .with("disk", Integer.toString(parent.key())));
                return Optional.empty();
            }
            PointLayer layer = new PointLayer(point, disk.get());
            if (!Files.isRegularFile(layer.file())) {
                missing(
                        child,
                        parent.point(),
                        Cause.of(CauseCode.FILE_MISSING).with("path", layer.file().toString()));
                return Optional.empty();
            }
            return Optional.of(layer);
        } catch (EngineException e) {
            if (e.problem().code() == ProblemCode.POINT_UNKNOWN) {
                missing(child, parent.point(), Cause.of(CauseCode.BASE_POINT_GONE));
            } else {
                findings.add(
                        new Finding.BadManifest(
                                parent.point(),
                                child.point().folderOfVm().pointsFolder(),
                                Causes.cause(e)));
            }
            return Optional.empty();
        }
    }

    private void missing(PointLayer child, PointId base, Cause cause) {
        findings.add(new Finding.MissingBase(child.point().id(), child.key(), base, cause));
    }
}
