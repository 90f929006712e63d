package io.sendense.ui.inventory;

import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.VmRef;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// One line of the inventory tree with everything below it. Immutable.
///
/// @param id managed object id; the vCenter's name for a vCenter
/// @param link how a vCenter answers, in words; empty for everything else and for one that answers
/// @param vmCount number of VMs and templates in this subtree
record InventoryNode(
        NodeKind kind,
        String vcenter,
        String id,
        String name,
        Power power,
        String link,
        List<InventoryNode> children,
        Traits traits,
        int vmCount) {
    /// A line without traits.
    InventoryNode(
            NodeKind kind,
            String vcenter,
            String id,
            String name,
            Power power,
            String link,
            List<InventoryNode> children) {
        this(kind, vcenter, id, name, power, link, children, Traits.NONE);
    }

    InventoryNode(
            NodeKind kind,
            String vcenter,
            String id,
            String name,
            Power power,
            String link,
            List<InventoryNode> children,
            Traits traits) {
        this(
                kind,
                vcenter,
                id,
                name,
                power,
                link,
                List.copyOf(children),
                traits,
                isVm(kind) ? 1 : children.stream().mapToInt(InventoryNode::vmCount).sum());
    }

    private static boolean isVm(NodeKind kind) {
        return kind == NodeKind.VM || kind == NodeKind.TEMPLATE;
    }

    /// Unique in the whole tree, and the same after the inventory was read again.
    String key() {
        return key(vcenter, kind, id);
    }

    /// The key of the line of a VM.
    static String key(VmRef vm) {
        return key(vm.vcenter(), NodeKind.VM, vm.id());
    }

    private static String key(String vcenter, NodeKind kind, String id) {
        return vcenter + "\n" + kind + "\n" + id;
    }

    /// The VM this line stands for, if it is one that can be backed up: templates cannot.
    Optional<VmRef> vm() {
        return kind == NodeKind.VM ? Optional.of(new VmRef(vcenter, id, name)) : Optional.empty();
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

    /// The object this line stands for, if it can be in a job: neither a vCenter nor a template
    /// can.
    Optional<ObjectRef> object() {
        return switch (kind) {
            case VM -> object(ObjectRef.Kind.VM);
            case FOLDER -> object(ObjectRef.Kind.FOLDER);
            case DATACENTER -> object(ObjectRef.Kind.DATACENTER);
            case CLUSTER -> object(ObjectRef.Kind.CLUSTER);
            case HOST -> object(ObjectRef.Kind.HOST);
            case RESOURCE_POOL -> object(ObjectRef.Kind.RESOURCE_POOL);
            case VAPP -> object(ObjectRef.Kind.VAPP);
            case VCENTER, TEMPLATE -> Optional.empty();
        };
    }

    private Optional<ObjectRef> object(ObjectRef.Kind as) {
        return Optional.of(new ObjectRef(vcenter, as, id, name));
    }

    /// Whether it is a VM or a template.
    boolean isVm() {
        return isVm(kind);
    }

    /// The same with these lines below it; itself where they are those that are.
    InventoryNode withChildren(List<InventoryNode> others) {
        return isSame(others)
                ? this
                : new InventoryNode(kind, vcenter, id, name, power, link, others, traits);
    }

    /// The lines of `now`, but those of `before` in the place of all that are equal to them, with
    /// all that is below.
    static List<InventoryNode> shared(List<InventoryNode> before, List<InventoryNode> now) {
        Map<String, InventoryNode> old = new HashMap<>(before.size() * 2);
        before.forEach(node -> old.put(node.id, node));
        return now.stream().map(node -> shared(old.get(node.id), node)).toList();
    }

    private static InventoryNode shared(@Nullable InventoryNode old, InventoryNode now) {
        if (old == null || !old.isLike(now)) {
            return now;
        }
        List<InventoryNode> below = shared(old.children, now.children);
        return old.isSame(below) ? old : now.withChildren(below);
    }

    /// Whether all but what is below is equal.
    private boolean isLike(InventoryNode other) {
        return kind == other.kind
                && vcenter.equals(other.vcenter)
                && name.equals(other.name)
                && power == other.power
                && link.equals(other.link)
                && traits.equals(other.traits);
    }

    /// Comparing all that is below would cost more than it saves.
    @SuppressWarnings("ReferenceEquality")
    private boolean isSame(List<InventoryNode> others) {
        if (others.size() != children.size()) {
            return false;
        }
        for (int i = 0; i < others.size(); i++) {
            if (others.get(i) != children.get(i)) {
                return false;
            }
        }
        return true;
    }
}
