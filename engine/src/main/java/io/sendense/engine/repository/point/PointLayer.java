package io.sendense.engine.repository.point;

import io.sendense.engine.source.change.ChangeId;
import java.nio.file.Path;
import java.util.Optional;

/// One disk's layer in a published point. A layer and its change ID come from here together, so
/// they cannot be of different points. Immutable.
public record PointLayer(RestorePoint point, ManifestDisk disk) {
    public int key() {
        return disk.key();
    }

    public long capacityBytes() {
        return disk.capacityBytes();
    }

    /// Where change tracking stood when this layer was made.
    public Optional<ChangeId> changeId() {
        return disk.change().changeId();
    }

    /// The QCOW2 file.
    public Path file() {
        return point.folder().resolve(ManifestDisk.layerName(disk.key()));
    }

    /// The sums beside it.
    public Path sumsFile() {
        return point.folder().resolve(ManifestDisk.sumsName(disk.key()));
    }

    /// How a layer in a neighbouring point's folder names this one: `../<folder>/disk-<key>.qcow2`.
    /// Relative, so that a repository can be moved; the same from a draft and from a point.
    public String backingName() {
        return "../" + point.folder().getFileName() + "/" + ManifestDisk.layerName(disk.key());
    }

    /// For messages: point and key.
    @Override
    public String toString() {
        return point.id() + "/disk-" + disk.key();
    }
}
