package io.sendense.ui.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// Which lines of the tree are shown. Immutable, if `vms` is.
///
/// A line is found by its own name or by that of a line above it; of VMs, only those that `vms`
/// lets through are. What is above something found is shown with it. With a condition for VMs no
/// container is shown that holds none; without one, those that are found by name are.
///
/// @param text what names have to contain, whatever the case; blank for any name
/// @param vms a further condition for VMs and templates, if there is one
record InventoryFilter(String text, Optional<Predicate<InventoryNode>> vms) {
    static final InventoryFilter NONE = new InventoryFilter("", Optional.empty());

    InventoryFilter {
        text = text.strip().toLowerCase(Locale.ROOT);
    }

    /// Whether it may hide something.
    boolean isActive() {
        return !text.isEmpty() || vms.isPresent();
    }

    /// What is left of a subtree; empty where that is nothing.
    Optional<InventoryNode> keep(InventoryNode node) {
        return isActive() ? Optional.ofNullable(kept(node, text.isEmpty())) : Optional.of(node);
    }

    private @org.jspecify.annotations.Nullable InventoryNode kept(
            InventoryNode node, boolean foundAbove) {
        boolean found = foundAbove || node.name().toLowerCase(Locale.ROOT).contains(text);
        if (node.isVm()) {
            return found && vms.map(condition -> condition.test(node)).orElse(true) ? node : null;
        }
        if (found && vms.isEmpty()) {
            return node;
        }
        List<InventoryNode> left = new ArrayList<>();
        for (InventoryNode child : node.children()) {
            InventoryNode kept = kept(child, found);
            if (kept != null) {
                left.add(kept);
            }
        }
        return left.isEmpty() ? null : node.withChildren(left);
    }
}
