package io.sendense.engine.source.inventory;

import java.time.Instant;
import java.util.List;

/// One snapshot in a VM's snapshot tree. Immutable.
public record SnapshotNode(
        ObjectId id,
        String name,
        String description,
        Instant created,
        List<SnapshotNode> children) {
    public SnapshotNode {
        children = List.copyOf(children);
    }

    /// Number of snapshots in this subtree, itself included.
    public int count() {
        return 1 + children.stream().mapToInt(SnapshotNode::count).sum();
    }
}
