package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A network of standard switches. Thread-safe.
public final class Network extends Entity {
    private static final PropertyTable<Network> PROPERTIES =
            PropertyTable.<Network>extending(ENTITY)
                    .with("summary", Network::summary)
                    .with("host", network -> network.hosts.value())
                    .with("vm", network -> network.machines.value())
                    .build();

    private final References hosts = new References();
    private final References machines = new References();

    /// @param folder where it hangs
    public Network(Reference reference, Reference folder, String name) {
        super(reference, Optional.of(folder), name);
    }

    /// The hosts that have it.
    public References hosts() {
        return hosts;
    }

    /// The VMs attached to it.
    public References machines() {
        return machines;
    }

    @Override
    public List<Reference> children() {
        return List.of();
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }

    private Structure summary() {
        return Structure.of("NetworkSummary")
                .with("network", reference())
                .with("name", name())
                .with("accessible", true)
                .with("ipPoolName", "")
                .build();
    }
}
