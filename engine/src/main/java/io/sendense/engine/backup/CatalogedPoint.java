package io.sendense.engine.backup;

import io.sendense.engine.catalog.PointDiskRow;
import io.sendense.engine.catalog.PointRow;
import io.sendense.engine.repository.point.ManifestDisk;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.RunId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A restore point as the catalog keeps it. The repository stays the truth: these rows can be made
/// again from it. Immutable.
record CatalogedPoint(PointRow point, List<PointDiskRow> disks) {
    CatalogedPoint {
        disks = List.copyOf(disks);
    }

    /// The rows of a published point.
    ///
    /// @param root the repository's folder
    /// @param run the run of this catalog that made it; absent for one that was found
    static CatalogedPoint of(
            RestorePoint point, String repository, Path root, String vcenter, Optional<RunId> run) {
        return new CatalogedPoint(
                new PointRow(
                        point.id().value(),
                        repository,
                        run,
                        vcenter,
                        point.vm().name(),
                        point.vm().instanceUuid(),
                        point.created(),
                        point.manifest().consistency().name(),
                        root.relativize(point.folder()).toString().replace('\\', '/')),
                point.manifest().disks().stream().map(CatalogedPoint::row).toList());
    }

    private static PointDiskRow row(ManifestDisk disk) {
        return new PointDiskRow(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                ManifestDisk.layerName(disk.key()),
                disk.layer().bytes(),
                disk.parent()
                        .map(parent ->
                                new PointDiskRow.Parent(parent.point().value(), parent.key())),
                disk.backingUuid(),
                disk.change().id());
    }
}
