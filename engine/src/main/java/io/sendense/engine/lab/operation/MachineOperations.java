package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.machine.SnapshotRequest;
import io.sendense.engine.lab.machine.SnapshotWatcher;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.soap.Element;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Value;
import io.sendense.engine.lab.task.TaskPace;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is done to VMs: reconfiguring, taking snapshots, consolidating.
final class MachineOperations implements OperationFamily {
    private final Directory directory;
    private final TaskStarter tasks;
    private final SnapshotWatcher watcher;

    MachineOperations(Directory directory, TaskStarter tasks, SnapshotWatcher watcher) {
        this.directory = directory;
        this.tasks = tasks;
        this.watcher = watcher;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "ReconfigVM_Task", this::reconfigure,
                "CreateSnapshot_Task", this::createSnapshot,
                "CreateSnapshotEx_Task", this::createSnapshot,
                "ConsolidateVMDisks_Task", this::consolidate);
    }

    /// Only change tracking can be changed, and only be switched on: whatever else is asked for is
    /// refused rather than quietly left undone.
    private Reply reconfigure(Call call) throws SoapFault {
        VirtualMachine machine = directory.target(call, VirtualMachine.class);
        Element spec =
                call.arguments().child("spec").orElseThrow(() -> SoapFault.invalidArgument("spec"));
        Set<String> possible = Set.of("changeTrackingEnabled", "changeVersion");
        List<String> impossible =
                spec.children().stream()
                        .map(Element::name)
                        .filter(name -> !possible.contains(name))
                        .toList();
        return tasks.start(
                call,
                machine,
                "VirtualMachine.reconfigure",
                pace -> {
                    pace.reach(100);
                    if (!impossible.isEmpty()) {
                        throw SoapFault.notSupported("The lab cannot change " + impossible + ".");
                    }
                    track(machine, spec);
                    return Optional.empty();
                });
    }

    private static void track(VirtualMachine machine, Element spec) throws SoapFault {
        if (spec.isTrue("changeTrackingEnabled")) {
            machine.enableChangeTracking();
        } else if (machine.disks().changeTrackingEnabled()
                && spec.child("changeTrackingEnabled").isPresent()) {
            throw SoapFault.notSupported("The lab cannot switch change tracking off.");
        }
    }

    private Reply createSnapshot(Call call) throws SoapFault {
        VirtualMachine machine = directory.target(call, VirtualMachine.class);
        var request =
                new SnapshotRequest(
                        call.required("name"),
                        call.arguments().textOf("description").orElse(""),
                        call.arguments().isTrue("memory"),
                        call.arguments().isTrue("quiesce")
                                || call.arguments().child("quiesceSpec").isPresent());
        return tasks.start(
                call,
                machine,
                "VirtualMachine.createSnapshot",
                pace -> take(machine, request, pace));
    }

    private Optional<Value> take(VirtualMachine machine, SnapshotRequest request, TaskPace pace)
            throws SoapFault, InterruptedException {
        pace.reach(60);
        MachineSnapshot snapshot = machine.takeSnapshot(request);
        watcher.taken(snapshot);
        try {
            pace.reach(100);
        } catch (SoapFault cancelled) {
            // A task that ends as cancelled leaves nothing behind.
            watcher.removing(snapshot);
            machine.removeSnapshot(snapshot, true);
            throw cancelled;
        }
        return Optional.of(snapshot.reference());
    }

    private Reply consolidate(Call call) throws SoapFault {
        VirtualMachine machine = directory.target(call, VirtualMachine.class);
        return tasks.start(
                call,
                machine,
                "VirtualMachine.consolidateDisks",
                pace -> {
                    pace.reach(100);
                    machine.consolidate();
                    return Optional.empty();
                });
    }
}
