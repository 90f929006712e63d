package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.VmSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Removes a snapshot that was recorded, and no other: by its id where that is known, else by its
/// name, which holds 80 random bits.
final class OrphanRemoval {
    private OrphanRemoval() {}

    /// Removes the snapshot if it is there.
    ///
    /// @return the ids that were removed
    static List<ObjectId> remove(
            VmSource source, ObjectId vm, String name, @Nullable ObjectId known)
            throws EngineException, InterruptedException {
        List<ObjectId> ours = new ArrayList<>();
        for (SnapshotNode tree : source.snapshots(vm)) {
            collect(tree, name, known, ours);
        }
        for (ObjectId snapshot : ours) {
            source.removeSnapshot(snapshot);
        }
        return ours;
    }

    private static void collect(
            SnapshotNode node, String name, @Nullable ObjectId known, List<ObjectId> ours) {
        if (known == null ? node.name().equals(name) : node.id().equals(known)) {
            ours.add(node.id());
        }
        for (SnapshotNode child : node.children()) {
            collect(child, name, known, ours);
        }
    }
}
