package io.sendense.engine.source.inventory;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// How people name a VM: by its name where that is unique, else `moref:vm-42` or `uuid:...`.
/// Immutable.
public record VmName(String text) {
    private static final String MOREF = "moref:";
    private static final String UUID = "uuid:";

    /// A VM and the vCenter it is on. Immutable.
    public record Located(String vcenter, VmSummary vm) {}

    /// The one VM of an inventory that is meant.
    ///
    /// @param vcenter its name, for the message
    /// @throws EngineException `VM-UNKNOWN` or `VM-AMBIGUOUS`, which lists the candidates' ids
    public VmSummary find(Inventory inventory, String vcenter) throws EngineException {
        return findIn(Map.of(vcenter, inventory)).vm();
    }

    /// The one VM of several vCenters that is meant.
    ///
    /// @param inventories by the name of their vCenter, at least one
    /// @throws EngineException `VM-UNKNOWN` or `VM-AMBIGUOUS`, which lists the candidates' ids and
    ///   where they are on several vCenters those too
    public Located findIn(Map<String, Inventory> inventories) throws EngineException {
        List<Located> found = new ArrayList<>();
        inventories.forEach((vcenter, inventory) ->
                inventory.vms().stream()
                        .filter(this::means)
                        .forEach(vm -> found.add(new Located(vcenter, vm))));
        if (found.isEmpty()) {
            throw Problem.of(ProblemCode.VM_UNKNOWN)
                    .with("vm", text)
                    .with("vcenter", String.join(", ", new TreeSet<>(inventories.keySet())))
                    .toException();
        }
        if (found.size() > 1) {
            boolean several = inventories.size() > 1;
            throw Problem.of(ProblemCode.VM_AMBIGUOUS)
                    .with("vm", text)
                    .with(
                            "candidates",
                            found.stream()
                                    .map(one ->
                                            MOREF
                                                    + one.vm().id()
                                                    + (several ? " on " + one.vcenter() : ""))
                                    .sorted()
                                    .collect(Collectors.joining(", ")))
                    .toException();
        }
        return found.getFirst();
    }

    private boolean means(VmSummary vm) {
        if (text.startsWith(MOREF)) {
            return vm.id().value().equals(text.substring(MOREF.length()));
        }
        if (text.startsWith(UUID)) {
            String uuid = text.substring(UUID.length());
            // A VM whose configuration the server cannot show has an empty one.
            return !uuid.isEmpty() && vm.instanceUuid().equalsIgnoreCase(uuid);
        }
        return vm.name().equals(text);
    }
}
