package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A resource pool; every cluster and lone host has a root pool called `Resources`. Thread-safe.
public final class ResourcePool extends Entity {
    private static final long CPU_MHZ = 38_400;
    private static final long MEMORY_BYTES = 256L << 30;

    private static final PropertyTable<ResourcePool> PROPERTIES =
            PropertyTable.<ResourcePool>extending(ENTITY)
                    .with("summary", ResourcePool::summary)
                    .with("runtime", _ -> runtime())
                    .with("owner", pool -> pool.owner)
                    .with("resourcePool", pool -> pool.pools.value())
                    .with("vm", pool -> pool.machines.value())
                    .with("config", pool -> Allocation.configuration(pool.reference()))
                    .empty("ResourceConfigSpec", "childConfiguration")
                    .build();

    private final Reference owner;
    private final References pools = new References();
    private final References machines = new References();

    /// @param parent the pool above, or the owner for a root pool
    /// @param owner the cluster or lone host it belongs to
    public ResourcePool(Reference reference, Reference parent, String name, Reference owner) {
        super(reference, Optional.of(parent), name);
        this.owner = owner;
    }

    /// The cluster or lone host it belongs to.
    public Reference owner() {
        return owner;
    }

    /// The pools below.
    public References pools() {
        return pools;
    }

    /// The VMs in it, without those of the pools below.
    public References machines() {
        return machines;
    }

    @Override
    public List<Reference> children() {
        var children = new ArrayList<>(pools.list());
        children.addAll(machines.list());
        return children;
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
        return Structure.of("ResourcePoolSummary")
                .with("name", name())
                .with("config", Allocation.configuration(reference()))
                .with("runtime", runtime())
                .build();
    }

    private static Structure runtime() {
        return Structure.of("ResourcePoolRuntimeInfo")
                .with("memory", usage(MEMORY_BYTES))
                .with("cpu", usage(CPU_MHZ))
                .with("overallStatus", GREEN)
                .build();
    }

    private static Structure usage(long most) {
        return Structure.of("ResourcePoolResourceUsage")
                .with("reservationUsed", 0L)
                .with("reservationUsedForVm", 0L)
                .with("unreservedForPool", most)
                .with("unreservedForVm", most)
                .with("overallUsage", most / 10)
                .with("maxUsage", most)
                .build();
    }
}
