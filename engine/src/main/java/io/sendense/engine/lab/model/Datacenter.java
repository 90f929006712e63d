package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A datacenter with its four root folders. Thread-safe.
public final class Datacenter extends Entity {
    private static final PropertyTable<Datacenter> PROPERTIES =
            PropertyTable.<Datacenter>extending(ENTITY)
                    .with("vmFolder", datacenter -> datacenter.vmFolder.reference())
                    .with("hostFolder", datacenter -> datacenter.hostFolder.reference())
                    .with("datastoreFolder", datacenter -> datacenter.datastoreFolder.reference())
                    .with("networkFolder", datacenter -> datacenter.networkFolder.reference())
                    .with("datastore", datacenter -> datacenter.datastores.value())
                    .with("network", datacenter -> datacenter.networks.value())
                    .with("configuration", _ -> Structure.of("DatacenterConfigInfo").build())
                    .build();

    private final Folder vmFolder;
    private final Folder hostFolder;
    private final Folder datastoreFolder;
    private final Folder networkFolder;
    private final References datastores = new References();
    private final References networks = new References();

    /// Creates the datacenter and its root folders and takes them all into the store.
    public Datacenter(ObjectStore store, Folder parent, String name) {
        super(
                store.newReference("Datacenter", "datacenter"),
                Optional.of(parent.reference()),
                name);
        vmFolder = root(store, "vm", "v", "VirtualMachine", "VirtualApp");
        hostFolder = root(store, "host", "h", "ComputeResource");
        datastoreFolder = root(store, "datastore", "s", "Datastore", "StoragePod");
        networkFolder = root(store, "network", "n", "Network", "DistributedVirtualSwitch");
        store.add(this);
        parent.put(reference());
    }

    /// The folder of its VMs.
    public Folder vmFolder() {
        return vmFolder;
    }

    /// The folder of its hosts.
    public Folder hostFolder() {
        return hostFolder;
    }

    /// The folder of its datastores.
    public Folder datastoreFolder() {
        return datastoreFolder;
    }

    /// The folder of its networks.
    public Folder networkFolder() {
        return networkFolder;
    }

    /// Its datastores, wherever below the datastore folder they lie.
    public References datastores() {
        return datastores;
    }

    /// Its networks.
    public References networks() {
        return networks;
    }

    @Override
    public List<Reference> children() {
        return List.of(
                vmFolder.reference(),
                hostFolder.reference(),
                datastoreFolder.reference(),
                networkFolder.reference());
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }

    private Folder root(ObjectStore store, String name, String letter, String... childTypes) {
        var types = new ArrayList<>(List.of("Folder"));
        types.addAll(List.of(childTypes));
        return store.add(
                new Folder(
                        store.newFolderReference(letter), Optional.of(reference()), name, types));
    }
}
