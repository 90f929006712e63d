package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.ContainerKind;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the objects of one bulk read into the trees that people know.
///
/// What no vSphere tree shows is left out, and what it holds hangs on the next thing above: the
/// compute resource around a standalone host, the root resource pool of a host or cluster, folders
/// of datastores and networks. Confined to one thread.
final class InventoryTree {
    private static final String COMPUTE_RESOURCE = "ComputeResource";

    private final List<ObjectProperties> objects = new ArrayList<>();
    private final Map<ObjectId, ObjectProperties> byId = new HashMap<>();

    /// Standalone hosts by the compute resource around each.
    private final Map<ObjectId, ObjectId> hosts = new HashMap<>();

    /// Thousands of VMs lie in few places and run few systems: each is kept once.
    private final Map<Optional<ObjectId>, Optional<ObjectId>> places = new HashMap<>();

    private final Map<Optional<String>, Optional<String>> guests = new HashMap<>();

    InventoryTree(ObjectProperties root, List<ObjectProperties> found) {
        add(root);
        found.forEach(this::add);
    }

    private void add(ObjectProperties object) {
        if (byId.putIfAbsent(object.id(), object) == null) {
            objects.add(object);
            if (object.type().equals("HostSystem")) {
                object.get("parent", ManagedObjectReference.class)
                        .filter(parent -> COMPUTE_RESOURCE.equals(parent.getType()))
                        .flatMap(References::id)
                        .ifPresent(around -> hosts.put(around, object.id()));
            }
        }
    }

    Inventory inventory() {
        List<Container> containers = new ArrayList<>();
        List<VmSummary> vms = new ArrayList<>();
        for (ObjectProperties object : objects) {
            if (object.type().equals(References.VIRTUAL_MACHINE)) {
                vms.add(shared(VmSummaries.of(object, this::isVisible), folderOfVApp(object)));
            } else if (isVisible(object.id())) {
                kind(object).ifPresent(kind -> containers.add(container(object, kind)));
            }
        }
        return new Inventory(containers, vms);
    }

    /// The folder that a VM's vApp lies in: a VM in a vApp has none of its own. A vApp within
    /// another, or in a pool of one, lies where the outermost does.
    private Optional<ObjectId> folderOfVApp(ObjectProperties vm) {
        Optional<ObjectId> above =
                vm.reference("parentVApp").or(() -> vm.reference("resourcePool"));
        // no more steps than there are objects: a server could claim a circle
        for (int steps = 0; steps < objects.size() && above.isPresent(); steps++) {
            Optional<ObjectProperties> pool = above.map(byId::get);
            Optional<ObjectId> folder = pool.flatMap(each -> each.reference("parentFolder"));
            if (folder.isPresent()) {
                return folder.filter(this::isVisible);
            }
            above = pool.flatMap(each -> each.reference("parent"));
        }
        return Optional.empty();
    }

    private VmSummary shared(VmSummary vm, Optional<ObjectId> folderOfVApp) {
        return new VmSummary(
                vm.id(),
                vm.name(),
                vm.instanceUuid(),
                vm.power(),
                vm.template(),
                places.computeIfAbsent(vm.folder().or(() -> folderOfVApp), place -> place),
                places.computeIfAbsent(vm.host(), place -> place),
                places.computeIfAbsent(vm.resourcePool(), place -> place),
                guests.computeIfAbsent(vm.guest(), guest -> guest),
                vm.storageBytes());
    }

    private Container container(ObjectProperties object, ContainerKind kind) {
        return new Container(object.id(), kind, Names.of(object), parent(object));
    }

    private static Optional<ContainerKind> kind(ObjectProperties object) {
        return switch (object.type()) {
            case "Folder" -> Optional.of(ContainerKind.FOLDER);
            case "Datacenter" -> Optional.of(ContainerKind.DATACENTER);
            case "ClusterComputeResource" -> Optional.of(ContainerKind.CLUSTER);
            case "HostSystem" -> Optional.of(ContainerKind.HOST);
            case "ResourcePool" -> Optional.of(ContainerKind.RESOURCE_POOL);
            case "VirtualApp" -> Optional.of(ContainerKind.VAPP);
            default -> Optional.empty();
        };
    }

    private boolean isVisible(ObjectId id) {
        ObjectProperties object = byId.get(id);
        if (object == null) {
            return false;
        }
        return switch (object.type()) {
            case COMPUTE_RESOURCE -> false;
            case "ResourcePool" -> !isRootPool(object);
            case "Folder" -> holdsHostsOrVms(object);
            default -> true;
        };
    }

    private static boolean isRootPool(ObjectProperties pool) {
        return pool.get("parent", ManagedObjectReference.class)
                .map(parent -> String.valueOf(parent.getType()).endsWith(COMPUTE_RESOURCE))
                .orElse(false);
    }

    /// A folder that does not say what it may hold is kept.
    private static boolean holdsHostsOrVms(ObjectProperties folder) {
        return folder.get("childType", String[].class)
                .map(types ->
                        Arrays.stream(types)
                                .anyMatch(type ->
                                        type.equals(References.VIRTUAL_MACHINE)
                                                || type.equals("Datacenter")
                                                || type.endsWith(COMPUTE_RESOURCE)))
                .orElse(true);
    }

    /// The nearest visible object above; nothing at the root, and where the account sees no more.
    private Optional<ObjectId> parent(ObjectProperties object) {
        Optional<ObjectId> above = object.reference("parent");
        // no more steps than there are objects: a server could claim a circle
        for (int steps = 0; steps < objects.size(); steps++) {
            ObjectProperties next = above.map(byId::get).orElse(null);
            if (next == null || isVisible(next.id())) {
                return next == null ? Optional.empty() : above;
            }
            ObjectId host = hosts.get(next.id());
            if (host != null && !host.equals(object.id())) {
                return Optional.of(host);
            }
            above = next.reference("parent");
        }
        return Optional.empty();
    }
}
