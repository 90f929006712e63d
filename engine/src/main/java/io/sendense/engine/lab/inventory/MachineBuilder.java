package io.sendense.engine.lab.inventory;

import io.sendense.engine.lab.folder.DatastoreTree;
import io.sendense.engine.lab.machine.MachineDefinition;
import io.sendense.engine.lab.machine.MachineFolder;
import io.sendense.engine.lab.machine.MachinePlacement;
import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.EntityName;
import io.sendense.engine.lab.model.Folder;
import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.Network;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.model.ResourcePool;
import io.sendense.engine.lab.storage.LabStorage;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Makes VMs from plans and puts them where they belong. Confined to one thread.
final class MachineBuilder {
    private final ObjectStore store;
    private final LabStorage storage;
    private final DatastoreTree tree;
    private final Identities identities;
    private final InstantSource clock;
    private final Map<String, Folder> folders = new HashMap<>();
    private int count;

    MachineBuilder(
            ObjectStore store,
            LabStorage storage,
            DatastoreTree tree,
            Identities identities,
            InstantSource clock) {
        this.store = store;
        this.storage = storage;
        this.tree = tree;
        this.identities = identities;
        this.clock = clock;
    }

    VirtualMachine build(Site site, MachinePlan plan) {
        Folder folder = folder(site.datacenter().vmFolder(), plan.folders());
        Datastore datastore = site.datastore(plan.datastore());
        Network network = site.network("VM Network");
        Host host = site.hosts().get(plan.host() % site.hosts().size());
        ResourcePool pool = site.pool(plan.pool());
        String directory = freeDirectory(datastore, EntityName.escape(plan.name()));
        var placement =
                new MachinePlacement(
                        folder,
                        new MachinePlacement.Site(site.datacenter(), datastore, network),
                        host,
                        pool,
                        new MachineFolder(
                                datastore.name(), directory, EntityName.escape(plan.name())));
        String identity = "vm/" + folder.reference().id() + "/" + plan.name();
        UUID instance = identities.of(identity);
        var definition =
                new MachineDefinition(
                        plan.name(),
                        instance,
                        identities.of(identity + "/bios"),
                        plan.hardware(),
                        plan.guest(++count),
                        plan.lifecycle());
        var machine =
                new VirtualMachine(
                        store,
                        definition,
                        placement,
                        storage.create(plan.storage(instance.getLeastSignificantBits())),
                        clock);
        store.add(machine);
        tree.add(machine);
        new MachinePlaces(store).enter(machine);
        return machine;
    }

    private String freeDirectory(Datastore datastore, String wanted) {
        String directory = wanted;
        for (int number = 1; tree.isTaken(datastore, directory); number++) {
            directory = wanted + "_" + number;
        }
        return directory;
    }

    /// A folder of VMs by its path; made where it is not there.
    Folder folder(Folder root, List<String> path) {
        Folder current = root;
        for (String name : path) {
            Folder parent = current;
            current =
                    folders.computeIfAbsent(
                            parent.reference().id() + "/" + name, _ -> newFolder(parent, name));
        }
        return current;
    }

    private Folder newFolder(Folder parent, String name) {
        var folder =
                new Folder(
                        store.newFolderReference("v"),
                        Optional.of(parent.reference()),
                        EntityName.escape(name),
                        parent.childTypes());
        store.add(folder);
        parent.put(folder.reference());
        return folder;
    }
}
