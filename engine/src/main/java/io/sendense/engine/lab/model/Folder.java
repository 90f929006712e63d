package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A folder of datacenters, VMs, hosts, datastores or networks. Thread-safe.
public final class Folder extends Entity {
    private static final PropertyTable<Folder> PROPERTIES =
            PropertyTable.<Folder>extending(ENTITY)
                    .with("childType", folder -> Sequence.strings(folder.childTypes))
                    .with("childEntity", folder -> folder.members.value())
                    .build();

    private final List<String> childTypes;
    private final References members = new References();

    /// @param childTypes what may lie in it, besides folders
    public Folder(
            Reference reference, Optional<Reference> parent, String name, List<String> childTypes) {
        super(reference, parent, name);
        this.childTypes = List.copyOf(childTypes);
    }

    /// Puts an object into the folder.
    public void put(Reference child) {
        members.add(child);
    }

    /// Takes an object out of the folder.
    public void take(Reference child) {
        members.remove(child);
    }

    /// What may lie in it.
    public List<String> childTypes() {
        return childTypes;
    }

    @Override
    public List<Reference> children() {
        return members.list();
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }
}
