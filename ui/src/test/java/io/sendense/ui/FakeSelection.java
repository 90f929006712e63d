package io.sendense.ui;

import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Container;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Which VMs of the sample inventory a selection holds. Pure.
final class FakeSelection {
    /// An inventory by the name of its vCenter.
    interface Inventories {
        Inventory of(String vcenter) throws EngineException;
    }

    private FakeSelection() {}

    static List<SelectedVm> of(Selection selection, Inventories inventories)
            throws EngineException {
        Map<String, SelectedVm> found = new HashMap<>();
        for (Selector entry : selection.included()) {
            for (VmSummary vm : held(entry, inventories)) {
                found.putIfAbsent(vm.id().value(), new SelectedVm(entry.vcenter(), vm, entry));
            }
        }
        for (Selector entry : selection.excluded()) {
            held(entry, inventories).forEach(vm -> found.remove(vm.id().value()));
        }
        return found.values().stream()
                .sorted(Comparator.comparing(selected -> selected.vm().name()))
                .toList();
    }

    private static List<VmSummary> held(Selector entry, Inventories inventories)
            throws EngineException {
        Inventory inventory = inventories.of(entry.vcenter());
        List<VmSummary> held = new ArrayList<>();
        for (VmSummary vm : inventory.vms()) {
            boolean is =
                    switch (entry.kind()) {
                        case VM -> vm.id().value().equals(entry.id());
                        case TAG -> inventory.tags().bears(vm.id(), entry.id());
                        default ->
                                Stream.of(vm.folder(), vm.host(), vm.resourcePool())
                                        .anyMatch(in -> lies(in, entry.id(), inventory));
                    };
            if (is && !vm.template()) {
                held.add(vm);
            }
        }
        return held;
    }

    private static boolean lies(Optional<ObjectId> in, String wanted, Inventory inventory) {
        Optional<ObjectId> up = in;
        while (up.isPresent()) {
            if (up.get().value().equals(wanted)) {
                return true;
            }
            ObjectId here = up.get();
            up =
                    inventory.containers().stream()
                            .filter(container -> container.id().equals(here))
                            .findFirst()
                            .flatMap(Container::parent);
        }
        return false;
    }
}
