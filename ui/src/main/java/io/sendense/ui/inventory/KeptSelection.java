package io.sendense.ui.inventory;

import java.util.ArrayList;
import java.util.List;

/// What remains of a selection when the tree has changed. Immutable.
///
/// @param nodes what is left of it, as it is now
/// @param toOpen the lines above what has moved, which have to be open for it to be seen
record KeptSelection(List<InventoryNode> nodes, List<InventoryNode> toOpen) {
    /// Looks for the selected lines in the changed tree.
    ///
    /// @param before the roots they were selected in
    /// @param now the roots as they are now
    static KeptSelection of(
            List<InventoryNode> selected, List<InventoryNode> before, List<InventoryNode> now) {
        List<InventoryNode> nodes = new ArrayList<>();
        List<InventoryNode> toOpen = new ArrayList<>();
        for (InventoryNode node : selected) {
            List<InventoryNode> path = path(now, node);
            if (!path.isEmpty()) {
                nodes.add(path.getLast());
                if (!keys(path).equals(keys(path(before, node)))) {
                    toOpen.addAll(path.subList(0, path.size() - 1));
                }
            }
        }
        return new KeptSelection(List.copyOf(nodes), List.copyOf(toOpen));
    }

    private static List<InventoryNode> path(List<InventoryNode> roots, InventoryNode node) {
        return roots.stream()
                .map(root -> root.pathTo(node.key()))
                .filter(path -> !path.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private static List<String> keys(List<InventoryNode> nodes) {
        return nodes.stream().map(InventoryNode::key).toList();
    }
}
