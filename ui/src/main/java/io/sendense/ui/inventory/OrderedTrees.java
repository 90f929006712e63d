package io.sendense.ui.inventory;

import io.sendense.engine.source.inventory.Inventory;
import io.sendense.ui.bridge.VCenterState;
import java.text.Collator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The inventories of all vCenters as trees, each put in order once and again only when it has
/// changed; lines that are as they were are the same objects as before. Ordering thousands takes a
/// while: not on the FX thread. For one thread at a time.
final class OrderedTrees {
    private final Collator collator;
    private final Map<String, Ordered> known = new HashMap<>();

    OrderedTrees(Collator collator) {
        this.collator = collator;
    }

    private record Ordered(Inventory inventory, TreeMode mode, List<InventoryNode> below) {
        /// Comparing thousands of objects would cost as much as ordering them.
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(Inventory other, TreeMode otherMode) {
            return inventory == other && mode == otherMode;
        }
    }

    /// What is directly below a vCenter; nothing before its inventory was read.
    List<InventoryNode> below(VCenterState state, TreeMode mode) {
        if (state.inventory().isEmpty()) {
            return List.of();
        }
        Inventory inventory = state.inventory().get();
        Ordered before = known.get(state.name());
        if (before != null && before.isOf(inventory, mode)) {
            return before.below();
        }
        List<InventoryNode> ordered = InventoryTree.below(state.name(), inventory, mode, collator);
        List<InventoryNode> below =
                before == null ? ordered : InventoryNode.shared(before.below(), ordered);
        known.put(state.name(), new Ordered(inventory, mode, below));
        return below;
    }

    /// Forgets the vCenters that are no longer there.
    void keepOnly(List<VCenterState> states) {
        known.keySet().retainAll(states.stream().map(VCenterState::name).toList());
    }
}
