package io.sendense.ui.inventory;

import java.util.HashSet;
import java.util.Set;

/// Which lines of the tree the operator has opened and closed. FX thread only.
final class OpenLines {
    /// Keys of the lines that are not as they start.
    private final Set<String> turned = new HashSet<>();

    boolean isOpen(InventoryNode node) {
        return startsOpen(node) != turned.contains(node.key());
    }

    void setOpen(InventoryNode node, boolean opened) {
        if (startsOpen(node) == opened) {
            turned.remove(node.key());
        } else {
            turned.add(node.key());
        }
    }

    private static boolean startsOpen(InventoryNode node) {
        return node.kind() == NodeKind.VCENTER || node.kind() == NodeKind.DATACENTER;
    }
}
