package io.sendense.ui.inventory;

import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// One line of the inventory tree with everything below it. Immutable.
///
/// @param id managed object id; the vCenter's name for a vCenter
/// @param link how a vCenter answers, in words; empty for everything else and for one that answers
record InventoryNode(
        NodeKind kind,
        String vcenter,
        String id,
        String name,
        Power power,
        String link,
        List<InventoryNode> children) {
    InventoryNode {
        children = List.copyOf(children);
    }

    /// Unique in the whole tree, and the same after the inventory was read again.
    String key() {
        return vcenter + "\n" + kind + "\n" + id;
    }

    /// The VM this line stands for, if it is one that can be backed up: templates cannot.
    Optional<VmRef> vm() {
        return kind == NodeKind.VM ? Optional.of(new VmRef(vcenter, id, name)) : Optional.empty();
    }

    /// The object this line stands for, where a job can hold it: vCenters and templates it cannot.
    Optional<ObjectRef> object() {
        Optional<ObjectRef.Kind> what =
                switch (kind) {
                    case DATACENTER -> Optional.of(ObjectRef.Kind.DATACENTER);
                    case FOLDER -> Optional.of(ObjectRef.Kind.FOLDER);
                    case CLUSTER -> Optional.of(ObjectRef.Kind.CLUSTER);
                    case HOST -> Optional.of(ObjectRef.Kind.HOST);
                    case RESOURCE_POOL -> Optional.of(ObjectRef.Kind.RESOURCE_POOL);
                    case VAPP -> Optional.of(ObjectRef.Kind.VAPP);
                    case VM -> Optional.of(ObjectRef.Kind.VM);
                    case VCENTER, TEMPLATE -> Optional.empty();
                };
        return what.map(known -> new ObjectRef(vcenter, known, id, name));
    }

    /// Number of VMs and templates in this subtree.
    int vmCount() {
        int own = kind == NodeKind.VM || kind == NodeKind.TEMPLATE ? 1 : 0;
        return own + children.stream().mapToInt(InventoryNode::vmCount).sum();
    }

    /// The lines from this one down to the one with a key, both included; empty if it is not here.
    List<InventoryNode> pathTo(String key) {
        if (key().equals(key)) {
            return List.of(this);
        }
        for (InventoryNode child : children) {
            List<InventoryNode> path = child.pathTo(key);
            if (!path.isEmpty()) {
                return Stream.concat(Stream.of(this), path.stream()).toList();
            }
        }
        return List.of();
    }

    /// This subtree with only those lines whose name contains `text`, those above them, and all
    /// that is below them; empty if there are none.
    Optional<InventoryNode> containing(String text) {
        String wanted = text.strip().toLowerCase(Locale.ROOT);
        if (wanted.isEmpty() || name.toLowerCase(Locale.ROOT).contains(wanted)) {
            return Optional.of(this);
        }
        List<InventoryNode> left =
                children.stream().flatMap(child -> child.containing(wanted).stream()).toList();
        return left.isEmpty() ? Optional.empty() : Optional.of(withChildren(left));
    }

    private InventoryNode withChildren(List<InventoryNode> others) {
        return new InventoryNode(kind, vcenter, id, name, power, link, others);
    }
}
