package io.sendense.engine.repository;

import io.sendense.engine.repository.point.PointScan;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.UnreadablePoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;

/// Puts the points of several VMs into one list, newest first, without changing the order within a
/// VM: there the history decides, and a clock that was set back must not. Confined to one thread.
final class PointOrder {
    private final PriorityQueue<Deque<RestorePoint>> vms =
            new PriorityQueue<>(
                    Comparator.<Deque<RestorePoint>, java.time.Instant>comparing(
                                    points -> points.element().created())
                            .reversed());
    private final List<UnreadablePoint> unreadable = new ArrayList<>();

    /// Adds one VM's points.
    void add(PointScan vm) {
        if (!vm.points().isEmpty()) {
            vms.add(new ArrayDeque<>(vm.points()));
        }
        unreadable.addAll(vm.unreadable());
    }

    PointScan merged() {
        List<RestorePoint> points = new ArrayList<>();
        while (!vms.isEmpty()) {
            Deque<RestorePoint> newest = vms.remove();
            points.add(newest.remove());
            if (!newest.isEmpty()) {
                vms.add(newest);
            }
        }
        return new PointScan(points, unreadable);
    }
}
