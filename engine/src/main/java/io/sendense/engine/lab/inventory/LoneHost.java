package io.sendense.engine.lab.inventory;

import static io.sendense.engine.lab.inventory.LabInventory.TIB;

import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.Folder;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.soap.Reference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The inventory of a host that is its own server: one datacenter, no folders of VMs, no templates.
/// Confined to one thread.
final class LoneHost {
    static final String NAME = "esx01.lab.invalid";

    private final ObjectStore store;
    private final Identities identities;
    private final MachineBuilder builder;

    LoneHost(ObjectStore store, Identities identities, MachineBuilder builder) {
        this.store = store;
        this.identities = identities;
        this.builder = builder;
    }

    /// Puts VMs on it.
    ///
    /// @return the VMs of the table, without the plain ones
    List<VirtualMachine> fill(Site site, int extraMachines) {
        var table = new ArrayList<VirtualMachine>();
        var names = new HashSet<String>();
        Stream.of(LabInventory.main(), LabInventory.odd(), LabInventory.branchMachines())
                .flatMap(List::stream)
                .filter(plan -> !plan.lifecycle().template() && names.add(plan.name()))
                .forEach(plan -> table.add(builder.build(site, plan.alone(NAME))));
        for (int number = 1; number <= extraMachines; number++) {
            VirtualMachine _ = builder.build(site, LabInventory.extra(number).alone(NAME));
        }
        return table;
    }

    /// Makes the host and what it has, below this root.
    Site site(Reference root) {
        Folder top =
                store.add(new Folder(root, Optional.empty(), root.id(), List.of("Datacenter")));
        return new Site(store, identities, top, "ha-datacenter")
                .addDatastore("vmfs-ssd", new Datastore.Kind("VMFS", 6, 4 * TIB, 3 * TIB))
                .addDatastore("vmfs-hdd", new Datastore.Kind("VMFS", 5, 8 * TIB, 6 * TIB))
                .addDatastore("lokal", new Datastore.Kind("VMFS", 6, TIB, TIB / 2))
                .addDatastore("nfs archive", new Datastore.Kind("NFS", 3, TIB, TIB / 2))
                .addNetwork("VM Network")
                .addOnlyHost(NAME);
    }
}
