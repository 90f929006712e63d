package io.sendense.engine.lab.inventory;

import io.sendense.engine.lab.machine.MachinePlacement;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.ChangeJournal;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.soap.Reference;

/// Keeps what holds VMs (folder, host, pool, datastore, network) in step with where each VM lies.
/// Changes of one VM come one at a time.
final class MachinePlaces {
    private final ObjectStore store;

    MachinePlaces(ObjectStore store) {
        this.store = store;
    }

    /// Takes a VM in where it says that it lies.
    void enter(VirtualMachine machine) {
        MachinePlacement placement = machine.placement();
        Reference reference = machine.reference();
        placement.folder().put(reference);
        placement.host().machines().add(reference);
        placement.site().datastore().machines().add(reference);
        placement.site().network().machines().add(reference);
        if (!machine.definition().state().template()) {
            placement.pool().machines().add(reference);
        }
        note(placement);
    }

    /// Lets a VM go from where it says that it lies.
    void leave(VirtualMachine machine) {
        MachinePlacement placement = machine.placement();
        Reference reference = machine.reference();
        placement.folder().take(reference);
        placement.host().machines().remove(reference);
        placement.pool().machines().remove(reference);
        placement.site().datastore().machines().remove(reference);
        placement.site().network().machines().remove(reference);
        note(placement);
    }

    /// Moves a VM. At no moment is it nowhere: who looks meanwhile sees it move, not go.
    void move(VirtualMachine machine, MachinePlacement to) {
        MachinePlacement from = machine.placement();
        Reference reference = machine.reference();
        machine.place(to);
        enter(machine);
        if (!from.folder().equals(to.folder())) {
            from.folder().take(reference);
        }
        if (!from.host().equals(to.host())) {
            from.host().machines().remove(reference);
        }
        if (!from.pool().equals(to.pool())) {
            from.pool().machines().remove(reference);
        }
        note(from);
    }

    private void note(MachinePlacement placement) {
        ChangeJournal journal = store.journal();
        journal.changed(placement.folder().reference(), "childEntity");
        journal.changed(placement.host().reference(), "vm");
        journal.changed(placement.pool().reference(), "vm");
        journal.changed(placement.site().datastore().reference(), "vm");
        journal.changed(placement.site().network().reference(), "vm");
        journal.structureChanged();
    }
}
