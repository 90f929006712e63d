package io.sendense.ui.inventory;

import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What an operator means by the lines that are selected: what is seen is what is taken. Immutable.
///
/// @param vms those that are selected, and those shown below a selected line; no templates
/// @param objects the same as entries for a job: a container stands for itself, and for VMs that
///   come into it later, where all its VMs are shown; else the VMs of it that are. What is below
///   another entry is left out, and a vCenter stands for what is directly below it
record Chosen(List<VmRef> vms, List<ObjectRef> objects) {
    static final Chosen NOTHING = new Chosen(List.of(), List.of());

    Chosen {
        vms = List.copyOf(vms);
        objects = List.copyOf(objects);
    }

    /// @param selected lines of `shown`
    /// @param shown the tree as it is filtered
    /// @param all the same without a filter
    static Chosen of(
            List<InventoryNode> selected, List<InventoryNode> shown, List<InventoryNode> all) {
        if (selected.isEmpty()) {
            return NOTHING;
        }
        Set<String> keys = new HashSet<>();
        selected.forEach(node -> keys.add(node.key()));
        Map<String, Integer> counts = new LinkedHashMap<>();
        all.forEach(root -> count(root, counts));
        Walk walk = new Walk(keys, counts, new ArrayList<>(), new ArrayList<>());
        shown.forEach(root -> walk.visit(root, false, false));
        return new Chosen(walk.vms, walk.objects);
    }

    private static int count(InventoryNode node, Map<String, Integer> counts) {
        if (node.isVm()) {
            return 1;
        }
        int vms = 0;
        for (InventoryNode child : node.children()) {
            vms += count(child, counts);
        }
        counts.put(node.key(), vms);
        return vms;
    }

    private record Walk(
            Set<String> keys,
            Map<String, Integer> counts,
            List<VmRef> vms,
            List<ObjectRef> objects) {
        /// @param within whether the line is below a selected one
        /// @param listed whether it is below one that stands for it
        void visit(InventoryNode node, boolean within, boolean listed) {
            boolean selected = keys.contains(node.key());
            boolean chosen = within || selected;
            boolean stands = listed;
            if (chosen && !listed && (node.isVm() || (selected && isWhole(node)))) {
                stands = node.object().isPresent();
                node.object().ifPresent(objects::add);
            }
            if (chosen) {
                node.vm().ifPresent(vms::add);
            }
            boolean ofVCenter = selected && node.kind() == NodeKind.VCENTER;
            for (InventoryNode child : node.children()) {
                if (ofVCenter) {
                    keys.add(child.key());
                }
                visit(child, chosen, stands);
            }
        }

        private boolean isWhole(InventoryNode node) {
            return node.vmCount() == counts.getOrDefault(node.key(), -1);
        }
    }
}
