package io.sendense.engine.job;

import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which VMs of one inventory an entry names or holds, at any depth: by folder, by host and by
/// resource pool alike. Confined to one thread.
final class HeldVms {
    private final Inventory inventory;
    private final Map<ObjectId, Container> containers = new HashMap<>();

    HeldVms(Inventory inventory) {
        this.inventory = inventory;
        inventory.containers().forEach(each -> containers.put(each.id(), each));
    }

    /// The VMs, templates included; absent where there is no such object.
    Optional<List<VmSummary>> find(Selector entry) {
        return switch (entry.kind()) {
            case VM -> vm(entry).map(List::of);
            case FOLDER, DATACENTER, CLUSTER, HOST, RESOURCE_POOL, VAPP -> below(entry);
            case TAG -> bearing(entry);
        };
    }

    /// A VM is known by its instance UUID; by its id only as long as the UUID is not known, on
    /// either side.
    private Optional<VmSummary> vm(Selector entry) {
        if (entry.uuid().isEmpty()) {
            return withId(entry).findFirst();
        }
        String uuid = entry.uuid().get();
        return Stream.concat(
                        withId(entry)
                                .filter(vm ->
                                        vm.instanceUuid().isEmpty()
                                                || vm.instanceUuid().equalsIgnoreCase(uuid)),
                        inventory.vms().stream()
                                .filter(vm -> vm.instanceUuid().equalsIgnoreCase(uuid)))
                .findFirst();
    }

    private Stream<VmSummary> withId(Selector entry) {
        return inventory.vms().stream().filter(vm -> vm.id().value().equals(entry.id()));
    }

    private Optional<List<VmSummary>> below(Selector entry) {
        ObjectId top = new ObjectId(entry.id());
        if (!containers.containsKey(top)) {
            return Optional.empty();
        }
        return Optional.of(inventory.vms().stream().filter(vm -> isBelow(vm, top)).toList());
    }

    /// VMs that bear a tag themselves: what lies in a folder does not inherit the folder's.
    private Optional<List<VmSummary>> bearing(Selector entry) {
        boolean known =
                inventory.tags().all().stream().anyMatch(tag -> tag.id().equals(entry.id()));
        return known
                ? Optional.of(
                        inventory.vms().stream()
                                .filter(vm -> inventory.tags().bears(vm.id(), entry.id()))
                                .toList())
                : Optional.empty();
    }

    /// Whether the server does not show what an entry asks for: nothing may be concluded then.
    boolean hides(Selector entry) {
        return entry.kind() == SelectorKind.TAG && !inventory.tags().readable();
    }

    private boolean isBelow(VmSummary vm, ObjectId top) {
        return Stream.of(vm.folder(), vm.host(), vm.resourcePool())
                .flatMap(Optional::stream)
                .anyMatch(start -> leadsTo(start, top));
    }

    private boolean leadsTo(ObjectId start, ObjectId top) {
        Set<ObjectId> seen = new HashSet<>();
        Optional<ObjectId> at = Optional.of(start);
        while (at.isPresent() && seen.add(at.get())) {
            if (at.get().equals(top)) {
                return true;
            }
            at = Optional.ofNullable(containers.get(at.get())).flatMap(Container::parent);
        }
        return false;
    }
}
