package io.sendense.ui.inventory;

import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Orders one vCenter's inventory as a tree. Pure: same inventory, same tree.
///
/// Objects that vSphere itself does not show are left out and what they hold moves up: the root
/// folder, the folders `vm` and `host` of a datacenter, the resource pool every cluster has. Hosts
/// and Clusters lists VMs below their resource pool, or else below their host; VMs and Templates
/// below their folder, or else below their vApp.
final class InventoryTree {
    /// No inventory is deeper; a chain of parents that is goes in circles.
    private static final int DEEPEST = 64;

    private final String vcenter;
    private final TreeMode mode;
    private final Map<ObjectId, List<String>> tags;
    private final Map<ObjectId, Container> containers = new HashMap<>();
    private final Set<ObjectId> foldersOfHosts = new HashSet<>();
    private final Map<Optional<ObjectId>, List<Container>> below = new HashMap<>();
    private final Map<Optional<ObjectId>, List<VmSummary>> vmsBelow = new HashMap<>();
    private final Comparator<InventoryNode> order;

    private InventoryTree(String vcenter, Inventory inventory, TreeMode mode, Collator collator) {
        this.vcenter = vcenter;
        this.mode = mode;
        this.tags = inventory.tags().attached();
        this.order =
                Comparator.comparing(InventoryNode::kind)
                        .thenComparing(InventoryNode::name, collator)
                        .thenComparing(InventoryNode::id);
        inventory.containers().forEach(container -> containers.put(container.id(), container));
        for (Container container : inventory.containers()) {
            if (container.kind() == ContainerKind.HOST
                    || container.kind() == ContainerKind.CLUSTER) {
                above(container).map(Container::id).forEach(foldersOfHosts::add);
            }
        }
        for (Container container : inventory.containers()) {
            if (isShown(container)) {
                below.computeIfAbsent(shownAbove(container), _ -> new ArrayList<>()).add(container);
            }
        }
        for (VmSummary vm : inventory.vms()) {
            if (mode == TreeMode.VMS_AND_TEMPLATES || !vm.template()) {
                vmsBelow.computeIfAbsent(holder(vm), _ -> new ArrayList<>()).add(vm);
            }
        }
    }

    /// What is directly below a vCenter, each with all that is below it.
    static List<InventoryNode> below(
            String vcenter, Inventory inventory, TreeMode mode, Collator collator) {
        return new InventoryTree(vcenter, inventory, mode, collator).children(Optional.empty());
    }

    private List<InventoryNode> children(Optional<ObjectId> parent) {
        return Stream.concat(
                        below.getOrDefault(parent, List.of()).stream().map(this::node),
                        vmsBelow.getOrDefault(parent, List.of()).stream().map(this::node))
                .sorted(order)
                .toList();
    }

    private InventoryNode node(Container container) {
        NodeKind kind =
                switch (container.kind()) {
                    case DATACENTER -> NodeKind.DATACENTER;
                    case FOLDER -> NodeKind.FOLDER;
                    case CLUSTER -> NodeKind.CLUSTER;
                    case HOST -> NodeKind.HOST;
                    case RESOURCE_POOL -> NodeKind.RESOURCE_POOL;
                    case VAPP -> NodeKind.VAPP;
                };
        return new InventoryNode(
                kind,
                vcenter,
                container.id().value(),
                container.name(),
                Power.NONE,
                "",
                children(Optional.of(container.id())),
                new Traits("", tags.getOrDefault(container.id(), List.of())));
    }

    private InventoryNode node(VmSummary vm) {
        Power power =
                switch (vm.power()) {
                    case ON -> Power.ON;
                    case OFF -> Power.OFF;
                    case SUSPENDED -> Power.SUSPENDED;
                };
        NodeKind kind = vm.template() ? NodeKind.TEMPLATE : NodeKind.VM;
        return new InventoryNode(
                kind,
                vcenter,
                vm.id().value(),
                vm.name(),
                power,
                "",
                List.of(),
                new Traits(vm.instanceUuid(), tags.getOrDefault(vm.id(), List.of())));
    }

    /// Where a VM is listed; empty for directly below the vCenter.
    private Optional<ObjectId> holder(VmSummary vm) {
        Stream<Optional<ObjectId>> candidates =
                switch (mode) {
                    case VMS_AND_TEMPLATES -> Stream.of(vm.folder(), vm.resourcePool(), vm.host());
                    case HOSTS_AND_CLUSTERS ->
                            Stream.of(
                                    vm.resourcePool().filter(this::isShown),
                                    vm.host(),
                                    vm.resourcePool(),
                                    vm.folder());
                };
        return candidates
                .flatMap(Optional::stream)
                .flatMap(id -> Optional.ofNullable(containers.get(id)).stream())
                .map(start -> isShown(start) ? Optional.of(start.id()) : shownAbove(start))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isShown(ObjectId id) {
        Container container = containers.get(id);
        return container != null && isShown(container);
    }

    private boolean isShown(Container container) {
        return switch (container.kind()) {
            case DATACENTER, VAPP -> true;
            case CLUSTER, HOST -> mode == TreeMode.HOSTS_AND_CLUSTERS;
            case RESOURCE_POOL ->
                    mode == TreeMode.HOSTS_AND_CLUSTERS
                            && isBelow(container, ContainerKind.RESOURCE_POOL, ContainerKind.VAPP);
            case FOLDER -> isShownFolder(container);
        };
    }

    /// Folders above datacenters are shown in both trees; those inside in the one of their kind.
    private boolean isShownFolder(Container folder) {
        if (containerAbove(folder).isEmpty() || isBelow(folder, ContainerKind.DATACENTER)) {
            return false;
        }
        Optional<Container> top =
                Stream.concat(Stream.of(folder), above(folder))
                        .filter(each -> isBelow(each, ContainerKind.DATACENTER))
                        .findFirst();
        return top.map(each -> belongs(each)).orElse(true);
    }

    /// Whether the folder directly below a datacenter is the one of this tree's kind.
    private boolean belongs(Container topFolder) {
        boolean hosts = topFolder.name().equals("host") || foldersOfHosts.contains(topFolder.id());
        boolean other = topFolder.name().equals("datastore") || topFolder.name().equals("network");
        return switch (mode) {
            case HOSTS_AND_CLUSTERS -> hosts;
            case VMS_AND_TEMPLATES -> !hosts && !other;
        };
    }

    private Optional<ObjectId> shownAbove(Container container) {
        return above(container).filter(this::isShown).map(Container::id).findFirst();
    }

    private boolean isBelow(Container container, ContainerKind... kinds) {
        return containerAbove(container)
                .filter(parent -> List.of(kinds).contains(parent.kind()))
                .isPresent();
    }

    private Stream<Container> above(Container container) {
        return Stream.iterate(
                        containerAbove(container),
                        Optional::isPresent,
                        each -> each.flatMap(this::containerAbove))
                .limit(DEEPEST)
                .flatMap(Optional::stream);
    }

    private Optional<Container> containerAbove(Container container) {
        return container.parent().map(containers::get);
    }
}
