package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Scalar;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// An ESXi host. Thread-safe.
public final class Host extends Entity {
    static final int CPU_MHZ = 2400;
    static final int CORES = 16;
    static final long MEMORY_BYTES = 256L << 30;
    private static final String VENDOR = "Sendense";
    private static final String MODEL = "Lab host";

    private static final PropertyTable<Host> PROPERTIES =
            PropertyTable.<Host>extending(ENTITY)
                    .with("runtime", _ -> runtime())
                    .with("summary", Host::summary)
                    .with("hardware", Host::hardware)
                    .unset("capability")
                    .with("licensableResource", _ -> licensable())
                    .unset(
                            "remediationState",
                            "precheckRemediationResult",
                            "remediationResult",
                            "complianceCheckState",
                            "complianceCheckResult")
                    .with("configManager", _ -> Structure.of("HostConfigManager").build())
                    .unset("config")
                    .with("vm", host -> host.machines.value())
                    .with("datastore", host -> host.datastores.value())
                    .with("network", host -> host.networks.value())
                    .with(
                            "datastoreBrowser",
                            host ->
                                    new Reference(
                                            "HostDatastoreBrowser",
                                            "datastoreBrowser-" + host.reference().id()))
                    .unset(
                            "systemResources",
                            "answerFileValidationState",
                            "answerFileValidationResult")
                    .build();

    private final UUID uuid;
    private volatile Door door;
    private final References machines = new References();
    private final References datastores = new References();
    private final References networks = new References();

    /// @param parent its cluster or the `ComputeResource` around it
    /// @param uuid the machine's own identity
    public Host(Reference reference, Reference parent, String name, UUID uuid) {
        super(reference, Optional.of(parent), name);
        this.uuid = uuid;
        this.door = new Door(name, 443, "");
    }

    /// Where a host listens.
    ///
    /// @param thumbprint its certificate's SHA-1, as vSphere writes it; empty where nobody listens
    public record Door(String address, int port, String thumbprint) {}

    /// Where it listens; an address that leads nowhere until it is told.
    public Door door() {
        return door;
    }

    /// Listens there from now on.
    public void reachableAt(Door where) {
        door = where;
    }

    /// The VMs that run on it or are registered there.
    public References machines() {
        return machines;
    }

    /// The datastores it mounts.
    public References datastores() {
        return datastores;
    }

    /// The networks it has.
    public References networks() {
        return networks;
    }

    @Override
    public List<Reference> children() {
        return machines.list();
    }

    @Override
    public Set<String> propertyNames() {
        return PROPERTIES.names();
    }

    @Override
    public Optional<Value> property(String name) {
        return PROPERTIES.read(this, name);
    }

    private static Structure runtime() {
        return Structure.of("HostRuntimeInfo")
                .constant("connectionState", "HostSystemConnectionState", "connected")
                .constant("powerState", "HostSystemPowerState", "poweredOn")
                .with("inMaintenanceMode", false)
                .build();
    }

    private Structure summary() {
        return Structure.of("HostListSummary")
                .with("host", reference())
                .with("hardware", hardwareSummary())
                .with("runtime", runtime())
                .with(
                        "config",
                        Structure.of("HostConfigSummary")
                                .with("name", door.address())
                                .with("port", door.port())
                                .with("product", product())
                                .with("vmotionEnabled", true)
                                .with("faultToleranceEnabled", false))
                .with(
                        "quickStats",
                        Structure.of("HostListSummaryQuickStats")
                                .with("overallCpuUsage", CPU_MHZ)
                                .with("overallMemoryUsage", 65_536)
                                .with("uptime", 86_400))
                .with("overallStatus", GREEN)
                .with("rebootRequired", false)
                .build();
    }

    private Structure.Composer hardwareSummary() {
        return Structure.of("HostHardwareSummary")
                .with("vendor", VENDOR)
                .with("model", MODEL)
                .with("uuid", uuid.toString())
                .with("memorySize", MEMORY_BYTES)
                .with("cpuModel", "Lab CPU @ 2.40GHz")
                .with("cpuMhz", CPU_MHZ)
                .with("numCpuPkgs", Scalar.of((short) 1))
                .with("numCpuCores", Scalar.of((short) CORES))
                .with("numCpuThreads", Scalar.of((short) (2 * CORES)))
                .with("numNics", 2)
                .with("numHBAs", 1);
    }

    private Structure hardware() {
        return Structure.of("HostHardwareInfo")
                .with(
                        "systemInfo",
                        Structure.of("HostSystemInfo")
                                .with("vendor", VENDOR)
                                .with("model", MODEL)
                                .with("uuid", uuid.toString()))
                .with(
                        "cpuInfo",
                        Structure.of("HostCpuInfo")
                                .with("numCpuPackages", Scalar.of((short) 1))
                                .with("numCpuCores", Scalar.of((short) CORES))
                                .with("numCpuThreads", Scalar.of((short) (2 * CORES)))
                                .with("hz", CPU_MHZ * 1_000_000L))
                .with(
                        "cpuPkg",
                        Sequence.of(
                                "HostCpuPackage",
                                List.of(
                                        Structure.of("HostCpuPackage")
                                                .with("index", Scalar.of((short) 0))
                                                .with("vendor", VENDOR)
                                                .with("hz", CPU_MHZ * 1_000_000L)
                                                .with("busHz", 100_000_000L)
                                                .with("description", "Lab CPU @ 2.40GHz")
                                                .with(
                                                        "threadId",
                                                        new Sequence(
                                                                "xsd:short",
                                                                List.of(Scalar.of((short) 0))))
                                                .build())))
                .with("memorySize", MEMORY_BYTES)
                .with("smcPresent", false)
                .build();
    }

    private static Structure licensable() {
        return Structure.of("HostLicensableResourceInfo")
                .with(
                        "resource",
                        Sequence.of(
                                "KeyAnyValue",
                                List.of(
                                        Structure.of("KeyAnyValue")
                                                .with("key", "numCpuPackages")
                                                .any("value", Scalar.of(1))
                                                .build())))
                .build();
    }

    /// What the host says it runs.
    private static Structure.Composer product() {
        return Structure.of("AboutInfo")
                .with("name", "Sendense lab host")
                .with("fullName", "Sendense lab host 8.0.3")
                .with("vendor", VENDOR)
                .with("version", "8.0.3")
                .with("build", "0")
                .with("osType", "lab-x86")
                .with("productLineId", "embeddedEsx")
                .with("apiType", "HostAgent")
                .with("apiVersion", "8.0.3.0");
    }
}
