package io.sendense.engine.repository.point;

import java.util.List;

/// All points of a VM or a repository at one moment. Immutable.
///
/// @param points newest first; within one VM the order is that of its history, whatever its clocks
///   said
/// @param unreadable points that are there and cannot be used
public record PointScan(List<RestorePoint> points, List<UnreadablePoint> unreadable) {
    public PointScan {
        points = List.copyOf(points);
        unreadable = List.copyOf(unreadable);
    }
}
