package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.machine.MachineSnapshot;
import io.sendense.engine.lab.machine.SnapshotWatcher;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.soap.SoapFault;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Removing snapshots, and going back to them.
final class SnapshotOperations implements OperationFamily {
    private final Directory directory;
    private final TaskStarter tasks;
    private final SnapshotWatcher watcher;

    SnapshotOperations(Directory directory, TaskStarter tasks, SnapshotWatcher watcher) {
        this.directory = directory;
        this.tasks = tasks;
        this.watcher = watcher;
    }

    @Override
    public Map<String, Operation> operations() {
        return Map.of(
                "RemoveSnapshot_Task", this::remove,
                "RemoveAllSnapshots_Task", this::removeAll,
                "RevertToSnapshot_Task", this::revert,
                "RevertToCurrentSnapshot_Task", this::revertToCurrent);
    }

    private Reply remove(Call call) throws SoapFault {
        MachineSnapshot snapshot = directory.target(call, MachineSnapshot.class);
        VirtualMachine machine = snapshot.machine();
        boolean children = call.arguments().isTrue("removeChildren");
        boolean consolidate =
                call.arguments().child("consolidate").isEmpty()
                        || call.arguments().isTrue("consolidate");
        return tasks.start(
                call,
                machine,
                "VirtualMachineSnapshot.remove",
                pace -> {
                    pace.reach(100);
                    List<MachineSnapshot> all = machine.snapshots();
                    int index = all.indexOf(snapshot);
                    if (index < 0) {
                        throw SoapFault.notFound(snapshot.reference());
                    }
                    removeAll(all.subList(index, children ? all.size() : index + 1), consolidate);
                    return Optional.empty();
                });
    }

    private Reply removeAll(Call call) throws SoapFault {
        VirtualMachine machine = directory.target(call, VirtualMachine.class);
        boolean consolidate =
                call.arguments().child("consolidate").isEmpty()
                        || call.arguments().isTrue("consolidate");
        return tasks.start(
                call,
                machine,
                "VirtualMachine.removeAllSnapshots",
                pace -> {
                    pace.reach(100);
                    removeAll(machine.snapshots(), consolidate);
                    return Optional.empty();
                });
    }

    private Reply revert(Call call) throws SoapFault {
        MachineSnapshot snapshot = directory.target(call, MachineSnapshot.class);
        return tasks.start(
                call,
                snapshot.machine(),
                "VirtualMachineSnapshot.revert",
                pace -> {
                    pace.reach(100);
                    snapshot.machine().revertTo(snapshot);
                    return Optional.empty();
                });
    }

    private Reply revertToCurrent(Call call) throws SoapFault {
        VirtualMachine machine = directory.target(call, VirtualMachine.class);
        return tasks.start(
                call,
                machine,
                "VirtualMachine.revertToCurrentSnapshot",
                pace -> {
                    pace.reach(100);
                    List<MachineSnapshot> all = machine.snapshots();
                    if (all.isEmpty()) {
                        throw SoapFault.notFound(machine.reference());
                    }
                    machine.revertTo(all.getLast());
                    return Optional.empty();
                });
    }

    /// The youngest first, so that each is removed from the top of the chain.
    private void removeAll(List<MachineSnapshot> snapshots, boolean consolidate)
            throws InterruptedException {
        for (MachineSnapshot snapshot : snapshots.reversed()) {
            watcher.removing(snapshot);
            snapshot.machine().removeSnapshot(snapshot, consolidate);
        }
    }
}
