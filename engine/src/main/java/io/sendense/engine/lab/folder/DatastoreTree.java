package io.sendense.engine.lab.folder;

import io.sendense.engine.lab.machine.VirtualMachine;
import io.sendense.engine.lab.model.Datacenter;
import io.sendense.engine.lab.model.Datastore;
import io.sendense.engine.lab.model.Entity;
import io.sendense.engine.lab.model.Host;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.soap.Reference;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Finds datastores by path and name, and VMs by the folder of their files. Thread-safe.
public final class DatastoreTree {
    private final ObjectStore store;
    private final Map<Key, VirtualMachine> machines;
    private final Optional<Host> host;

    /// @param store the lab's objects
    public DatastoreTree(ObjectStore store) {
        this(store, new ConcurrentHashMap<>(), Optional.empty());
    }

    private DatastoreTree(
            ObjectStore store, Map<Key, VirtualMachine> machines, Optional<Host> host) {
        this.store = store;
        this.machines = machines;
        this.host = host;
    }

    /// The same with the datastores that a host mounts, by their names alone.
    public DatastoreTree seenBy(Host host) {
        return new DatastoreTree(store, machines, Optional.of(host));
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
        Stream<Reference> mounted =
                host.map(seeing -> seeing.datastores().list().stream())
                        .orElseGet(() -> ofDatacenter(location.datacenter()));
        return mounted.flatMap(reference -> store.find(reference, Datastore.class).stream())
                .filter(datastore -> datastore.name().equals(location.datastore()))
                .findFirst();
    }

    private Stream<Reference> ofDatacenter(String path) {
        return store.all(Datacenter.class)
                .filter(datacenter -> pathOf(datacenter).equals(path))
                .flatMap(datacenter -> datacenter.datastores().list().stream());
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
