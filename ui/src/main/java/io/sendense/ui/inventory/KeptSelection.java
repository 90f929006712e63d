package io.sendense.ui.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What remains of a selection when the tree has changed. Immutable.
///
/// @param nodes what is left of it, as it is now
/// @param toOpen the lines above what has moved, which have to be open for it to be seen
record KeptSelection(List<InventoryNode> nodes, List<InventoryNode> toOpen) {
    private static final KeptSelection NOTHING = new KeptSelection(List.of(), List.of());

    /// A line and the one above it.
    private record Step(InventoryNode node, @Nullable Step above) {}

    /// Looks for the selected lines in the changed tree. Goes through both trees once, however many
    /// lines are selected.
    ///
    /// @param before the roots they were selected in
    /// @param now the roots as they are now
    static KeptSelection of(
            List<InventoryNode> selected, List<InventoryNode> before, List<InventoryNode> now) {
        if (selected.isEmpty()) {
            return NOTHING;
        }
        Set<String> ids = selected.stream().map(InventoryNode::id).collect(Collectors.toSet());
        Map<String, Step> old = steps(before, ids);
        Map<String, Step> fresh = steps(now, ids);
        List<InventoryNode> nodes = new ArrayList<>();
        List<InventoryNode> toOpen = new ArrayList<>();
        for (InventoryNode node : selected) {
            Step found = fresh.get(node.key());
            if (found != null) {
                nodes.add(found.node());
                List<InventoryNode> above = above(found);
                if (!keys(above).equals(keys(above(old.get(node.key()))))) {
                    toOpen.addAll(above);
                }
            }
        }
        return new KeptSelection(List.copyOf(nodes), List.copyOf(toOpen));
    }

    private static Map<String, Step> steps(List<InventoryNode> roots, Set<String> ids) {
        Map<String, Step> steps = new HashMap<>();
        roots.forEach(root -> add(root, null, ids, steps));
        return steps;
    }

    private static void add(
            InventoryNode node, @Nullable Step above, Set<String> ids, Map<String, Step> steps) {
        Step step = new Step(node, above);
        if (ids.contains(node.id())) {
            steps.put(node.key(), step);
        }
        node.children().forEach(child -> add(child, step, ids, steps));
    }

    /// The lines above one, nearest first.
    private static List<InventoryNode> above(@Nullable Step step) {
        List<InventoryNode> above = new ArrayList<>();
        for (Step up = step == null ? null : step.above(); up != null; up = up.above()) {
            above.add(up.node());
        }
        return above;
    }

    private static List<String> keys(List<InventoryNode> nodes) {
        return nodes.stream().map(InventoryNode::key).toList();
    }
}
