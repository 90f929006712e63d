package io.sendense.engine.job;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.VmSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What a selection holds in inventories that were just read. Immutable.
///
/// @param vms each once, in the order of the entries, those of one entry by name
/// @param lacking included entries that stand for no VM, with the reason: a VM or container that is
///   gone, a VM that became a template, anything on a vCenter that did not answer
/// @param away why vCenters of the selection did not answer, one each
public record ResolvedSelection(List<SelectedVm> vms, List<Lacking> lacking, List<Problem> away) {
    public ResolvedSelection {
        vms = List.copyOf(vms);
        lacking = List.copyOf(lacking);
        away = List.copyOf(away);
    }

    /// An entry that stands for no VM. Immutable.
    public record Lacking(Selector entry, Problem problem) {}

    /// Looks the entries up. An excluded entry that is gone excludes nothing; an excluded tag that
    /// the server does not show excludes nothing either, but is told among what is lacking.
    ///
    /// @param inventories by vCenter, of those that answered
    /// @param away why the other vCenters of the selection did not
    public static ResolvedSelection of(
            Selection selection, Map<String, Inventory> inventories, Map<String, Problem> away) {
        Map<String, HeldVms> held = new HashMap<>();
        inventories.forEach((vcenter, inventory) -> held.put(vcenter, new HeldVms(inventory)));
        Set<Key> excluded = new HashSet<>();
        List<Lacking> lacking = new ArrayList<>();
        for (Selector entry : selection.excluded()) {
            HeldVms of = held.get(entry.vcenter());
            if (of != null && of.hides(entry)) {
                lacking.add(new Lacking(entry, hidden(entry)));
            } else if (of != null) {
                of.find(entry).ifPresent(vms -> vms.forEach(vm -> excluded.add(Key.of(entry, vm))));
            }
        }
        Map<Key, SelectedVm> found = new LinkedHashMap<>();
        for (Selector entry : selection.included()) {
            HeldVms of = held.get(entry.vcenter());
            Optional<List<VmSummary>> vms = of == null ? Optional.empty() : of.find(entry);
            Optional<Problem> problem =
                    of == null ? Optional.of(away(entry, away)) : problem(entry, of, vms);
            if (problem.isPresent()) {
                lacking.add(new Lacking(entry, problem.get()));
                continue;
            }
            vms.orElseThrow().stream()
                    .filter(vm -> !vm.template())
                    .sorted(Comparator.comparing(VmSummary::name))
                    .filter(vm -> !excluded.contains(Key.of(entry, vm)))
                    .forEach(vm ->
                            found.putIfAbsent(
                                    Key.of(entry, vm), new SelectedVm(entry.vcenter(), vm, entry)));
        }
        return new ResolvedSelection(
                List.copyOf(found.values()), lacking, List.copyOf(away.values()));
    }

    private record Key(String vcenter, ObjectId vm) {
        static Key of(Selector entry, VmSummary vm) {
            return new Key(entry.vcenter(), vm.id());
        }
    }

    private static Problem away(Selector entry, Map<String, Problem> away) {
        return away.getOrDefault(
                entry.vcenter(),
                Problem.of(ProblemCode.VCENTER_UNKNOWN).with("name", entry.vcenter()));
    }

    private static Problem hidden(Selector entry) {
        return Problem.of(ProblemCode.TAGS_UNREADABLE)
                .with("tag", entry.name())
                .with("vcenter", entry.vcenter());
    }

    private static Optional<Problem> problem(
            Selector entry, HeldVms of, Optional<List<VmSummary>> vms) {
        if (of.hides(entry)) {
            return Optional.of(hidden(entry));
        }
        boolean single = entry.kind() == SelectorKind.VM;
        if (vms.isEmpty()) {
            return Optional.of(
                    single
                            ? Problem.of(ProblemCode.VM_UNKNOWN)
                                    .with("vm", entry.name())
                                    .with("vcenter", entry.vcenter())
                            : Problem.of(ProblemCode.INVENTORY_OBJECT_UNKNOWN)
                                    .with("object", entry.name())
                                    .with("vcenter", entry.vcenter()));
        }
        // A folder's templates are left out; one that was chosen itself used to be a VM.
        return single && vms.get().getFirst().template()
                ? Optional.of(Problem.of(ProblemCode.VM_IS_TEMPLATE).with("vm", entry.name()))
                : Optional.empty();
    }
}
