package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A cluster, or what stands around a lone host. Thread-safe.
public final class ComputeResource extends Entity {
    private static final PropertyTable<ComputeResource> PROPERTIES =
            PropertyTable.<ComputeResource>extending(ENTITY)
                    .with("resourcePool", compute -> compute.rootPool)
                    .with("host", compute -> compute.hosts.value())
                    .with("datastore", compute -> compute.datastores.value())
                    .with("network", compute -> compute.networks.value())
                    .with("summary", ComputeResource::summary)
                    .with(
                            "environmentBrowser",
                            compute ->
                                    new Reference(
                                            "EnvironmentBrowser",
                                            "envbrowser-" + compute.reference().id()))
                    .with("configurationEx", ComputeResource::configurationEx)
                    .build();

    private static final PropertyTable<ComputeResource> CLUSTER_PROPERTIES =
            PropertyTable.<ComputeResource>extending(PROPERTIES)
                    .with("configuration", _ -> clusterParts("ClusterConfigInfo").build())
                    .empty("ClusterRecommendation", "recommendation")
                    .empty("ClusterDrsRecommendation", "drsRecommendation")
                    .unset("hciConfig")
                    .empty("ClusterDrsMigration", "migrationHistory")
                    .empty("ClusterActionHistory", "actionHistory")
                    .empty("ClusterDrsFaults", "drsFault")
                    .build();

    private final Reference rootPool;
    private final References hosts = new References();
    private final References datastores = new References();
    private final References networks = new References();

    /// @param reference of type `ClusterComputeResource`, or `ComputeResource` for a lone host
    /// @param rootPool its pool `Resources`
    public ComputeResource(Reference reference, Reference folder, String name, Reference rootPool) {
        super(reference, Optional.of(folder), name);
        this.rootPool = rootPool;
    }

    /// Its hosts.
    public References hosts() {
        return hosts;
    }

    /// The datastores its hosts mount.
    public References datastores() {
        return datastores;
    }

    /// The networks its hosts have.
    public References networks() {
        return networks;
    }

    @Override
    public List<Reference> children() {
        var children = new ArrayList<>(hosts.list());
        children.add(rootPool);
        return children;
    }

    @Override
    public Set<String> propertyNames() {
        return table().names();
    }

    @Override
    public Optional<Value> property(String name) {
        return table().read(this, name);
    }

    private PropertyTable<ComputeResource> table() {
        return isCluster() ? CLUSTER_PROPERTIES : PROPERTIES;
    }

    private boolean isCluster() {
        return reference().type().equals("ClusterComputeResource");
    }

    private Structure summary() {
        int count = hosts.list().size();
        Structure.Composer summary =
                Structure.of(
                                isCluster()
                                        ? "ClusterComputeResourceSummary"
                                        : "ComputeResourceSummary")
                        .with("totalCpu", count * Host.CPU_MHZ * Host.CORES)
                        .with("totalMemory", count * Host.MEMORY_BYTES)
                        .with(
                                "numCpuCores",
                                io.sendense.engine.lab.soap.Scalar.of((short) (count * Host.CORES)))
                        .with(
                                "numCpuThreads",
                                io.sendense.engine.lab.soap.Scalar.of(
                                        (short) (count * Host.CORES * 2)))
                        .with("effectiveCpu", count * Host.CPU_MHZ * Host.CORES)
                        .with("effectiveMemory", count * (Host.MEMORY_BYTES >> 20))
                        .with("numHosts", count)
                        .with("numEffectiveHosts", count)
                        .with("overallStatus", GREEN);
        if (isCluster()) {
            summary.with("currentFailoverLevel", 0).with("numVmotions", 0);
        }
        return summary.build();
    }

    private Structure configurationEx() {
        return isCluster()
                ? clusterParts("ClusterConfigInfoEx").build()
                : Structure.of("ComputeResourceConfigInfo")
                        .with("vmSwapPlacement", "vmDirectory")
                        .build();
    }

    private static Structure.Composer clusterParts(String type) {
        Structure.Composer configuration = Structure.of(type);
        if (type.equals("ClusterConfigInfoEx")) {
            configuration.with("vmSwapPlacement", "vmDirectory");
        }
        return configuration
                .with(
                        "dasConfig",
                        Structure.of("ClusterDasConfigInfo")
                                .with("enabled", false)
                                .with("admissionControlEnabled", false))
                .with(
                        "drsConfig",
                        Structure.of("ClusterDrsConfigInfo")
                                .with("enabled", false)
                                .constant("defaultVmBehavior", "DrsBehavior", "manual")
                                .with("vmotionRate", 3));
    }
}
