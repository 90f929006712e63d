package io.sendense.engine.catalog;

import java.util.List;

/// A restore point with its disks, by key. Immutable.
public record StoredPoint(PointRow point, List<PointDiskRow> disks) {
    public StoredPoint {
        disks = List.copyOf(disks);
    }
}
