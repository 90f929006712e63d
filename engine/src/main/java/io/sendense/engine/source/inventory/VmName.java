package io.sendense.engine.source.inventory;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How people name a VM: by its name where that is unique, else `moref:vm-42` or `uuid:...`.
/// Immutable.
public record VmName(String text) {
    private static final String MOREF = "moref:";
    private static final String UUID = "uuid:";

    /// The one VM of an inventory that is meant.
    ///
    /// @param vcenter its name, for the message
    /// @throws EngineException `VM-UNKNOWN` or `VM-AMBIGUOUS`, which lists the candidates' ids
    public VmSummary find(Inventory inventory, String vcenter) throws EngineException {
        List<VmSummary> found = inventory.vms().stream().filter(matcher()).toList();
        if (found.isEmpty()) {
            throw Problem.of(ProblemCode.VM_UNKNOWN)
                    .with("vm", text)
                    .with("vcenter", vcenter)
                    .toException();
        }
        if (found.size() > 1) {
            throw Problem.of(ProblemCode.VM_AMBIGUOUS)
                    .with("vm", text)
                    .with(
                            "candidates",
                            found.stream()
                                    .map(vm -> MOREF + vm.id())
                                    .sorted()
                                    .collect(Collectors.joining(", ")))
                    .toException();
        }
        return found.getFirst();
    }

    private Predicate<VmSummary> matcher() {
        if (text.startsWith(MOREF)) {
            ObjectId id = new ObjectId(text.substring(MOREF.length()));
            return vm -> vm.id().equals(id);
        }
        if (text.startsWith(UUID)) {
            String uuid = text.substring(UUID.length()).toLowerCase(Locale.ROOT);
            return vm -> vm.instanceUuid().toLowerCase(Locale.ROOT).equals(uuid);
        }
        return vm -> vm.name().equals(text);
    }
}
