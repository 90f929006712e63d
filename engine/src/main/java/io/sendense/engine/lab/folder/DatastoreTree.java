package io.sendense.engine.lab.folder;

import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Datacenter;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.model.ObjectStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Finds datastores by path and name, and VMs by the folder of their files. Thread-safe.
public final class DatastoreTree {
    private final ObjectStore store;
    private final Map<Key, VirtualMachine> machines = new ConcurrentHashMap<>();

    /// @param store the lab's objects
    public DatastoreTree(ObjectStore store) {
        this.store = store;
    }

    private record Key(Datastore datastore, String directory) {}

    /// Takes a VM's folder in.
    public void add(VirtualMachine machine) {
        machines.put(
                new Key(
                        machine.placement().site().datastore(),
                        machine.placement().files().directory()),
                machine);
    }

    /// Lets a VM's folder go.
    public void remove(VirtualMachine machine) {
        machines.remove(
                new Key(
                        machine.placement().site().datastore(),
                        machine.placement().files().directory()));
    }

    /// Whether a folder of that name is there already.
    public boolean isTaken(Datastore datastore, String directory) {
        return machines.containsKey(new Key(datastore, directory));
    }

    /// The datastore a request names.
    Optional<Datastore> datastore(FileLocation location) {
        return store.all(Datacenter.class)
                .filter(datacenter -> pathOf(datacenter).equals(location.datacenter()))
                .flatMap(datacenter -> datacenter.datastores().list().stream())
                .flatMap(reference -> store.find(reference, Datastore.class).stream())
                .filter(datastore -> datastore.name().equals(location.datastore()))
                .findFirst();
    }

    /// The VM with that folder.
    Optional<VirtualMachine> machine(Datastore datastore, String directory) {
        return Optional.ofNullable(machines.get(new Key(datastore, directory)));
    }

    /// The names from below the root, with slashes between them.
    private String pathOf(Entity entity) {
        Optional<Entity> parent =
                entity.parent().flatMap(reference -> store.find(reference, Entity.class));
        if (parent.isEmpty() || parent.get().parent().isEmpty()) {
            return entity.name();
        }
        return pathOf(parent.get()) + "/" + entity.name();
    }
}
