package io.sendense.engine.lab.machine;

import io.sendense.engine.lab.model.Allocation;
import io.sendense.engine.lab.model.PropertyTable;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.List;
import java.util.Optional;

/// The properties of a `VirtualMachine`.
final class MachineProperties {
    static final PropertyTable<VirtualMachine> TABLE =
            PropertyTable.<VirtualMachine>extending(VirtualMachine.entityProperties())
                    .with("capability", _ -> MachineCapability.value())
                    .with("config", machine -> MachineConfig.of(machine.view()))
                    .unset("layout")
                    .with("layoutEx", MachineLayout::of)
                    .with("storage", MachineLayout::storage)
                    .with("environmentBrowser", MachineProperties::environmentBrowser)
                    .maybe("resourcePool", MachineProperties::pool)
                    .unset("parentVApp")
                    .with("resourceConfig", vm -> Allocation.configuration(vm.reference()))
                    .with("runtime", MachineRuntime::of)
                    .with("guest", MachineGuest::of)
                    .with("summary", MachineSummary::of)
                    .with("datastore", vm -> one(vm.placement().site().datastore().reference()))
                    .with("network", vm -> one(vm.placement().site().network().reference()))
                    .maybe("snapshot", MachineProperties::snapshot)
                    .with("rootSnapshot", MachineProperties::rootSnapshot)
                    .with("guestHeartbeatStatus", MachineGuest::heartbeat)
                    .build();

    private MachineProperties() {}

    private static Reference environmentBrowser(VirtualMachine machine) {
        return new Reference("EnvironmentBrowser", "envbrowser-" + machine.reference().id());
    }

    private static Optional<Value> pool(VirtualMachine machine) {
        return machine.definition().state().template()
                ? Optional.empty()
                : Optional.of(machine.placement().pool().reference());
    }

    private static Sequence one(Reference reference) {
        return Sequence.references(List.of(reference));
    }

    private static Optional<Value> snapshot(VirtualMachine machine) {
        List<MachineSnapshot> all = machine.snapshots();
        if (all.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                Structure.of("VirtualMachineSnapshotInfo")
                        .with("currentSnapshot", all.getLast().reference())
                        .with(
                                "rootSnapshotList",
                                Sequence.of(
                                        "VirtualMachineSnapshotTree",
                                        List.of(all.getFirst().tree(all.subList(1, all.size())))))
                        .build());
    }

    private static Sequence rootSnapshot(VirtualMachine machine) {
        return Sequence.references(
                machine.snapshots().stream().limit(1).map(MachineSnapshot::reference).toList());
    }

    /// A vSphere colour.
    static Scalar status(String colour) {
        return Scalar.constant("ManagedEntityStatus", colour);
    }
}
