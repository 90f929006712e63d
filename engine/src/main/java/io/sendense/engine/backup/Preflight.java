package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.VirtualMachine;

/// What is checked before anything is asked of the server. Stateless.
final class Preflight {
    /// Says which disks a backup of this VM would hold.
    ///
    /// @throws EngineException it cannot be backed up at all
    DiskSelection check(VirtualMachine vm) throws EngineException {
        if (vm.summary().template()) {
            throw Problem.of(ProblemCode.VM_IS_TEMPLATE)
                    .with("vm", vm.summary().name())
                    .toException();
        }
        return DiskSelection.of(vm.summary().name(), vm.disks());
    }

    /// Whether change tracking should be switched on before the snapshot: never while snapshots
    /// exist, as it would not take effect and removing them is not ours to decide.
    boolean shouldEnableChangeTracking(VirtualMachine vm) {
        return vm.changeTrackingSupported()
                && !vm.changeTrackingEnabled()
                && vm.snapshots().isEmpty();
    }
}
