package io.sendense.engine.lab.model;

import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.Sequence;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// A datastore; its files are served elsewhere. Thread-safe.
public final class Datastore extends Entity {
    private static final long TIB = 1L << 40;
    private static final long LARGEST_FILE_BYTES = 62 * TIB;

    private static final PropertyTable<Datastore> PROPERTIES =
            PropertyTable.<Datastore>extending(ENTITY)
                    .with("info", Datastore::info)
                    .with("summary", Datastore::summary)
                    .with("host", Datastore::mounts)
                    .with("vm", datastore -> datastore.machines.value())
                    .with("browser", Datastore::browser)
                    .with("capability", _ -> capability())
                    .unset("iormConfiguration")
                    .build();

    private final Kind kind;
    private final UUID uuid;
    private final References hosts = new References();
    private final References machines = new References();

    /// What lies under a datastore.
    ///
    /// @param type `VMFS` or `NFS`
    /// @param version of the file system, for instance 6
    /// @param capacityBytes size of the volume
    /// @param freeBytes what is left of it
    public record Kind(String type, int version, long capacityBytes, long freeBytes) {}

    /// @param uuid the volume's identity, part of its URL
    public Datastore(Reference reference, Reference folder, String name, Kind kind, UUID uuid) {
        super(reference, Optional.of(folder), name);
        this.kind = kind;
        this.uuid = uuid;
    }

    /// Where hosts mount the volume.
    public String url() {
        return "ds:///vmfs/volumes/" + uuid + "/";
    }

    /// Whether it is a volume of ESXi's own file system.
    public boolean isVmfs() {
        return kind.type().equals("VMFS");
    }

    /// Whether redo logs are in the space-efficient format here whatever the disk's size.
    public boolean prefersSpaceEfficient() {
        return isVmfs() && kind.version() >= 6;
    }

    /// The hosts that mount it.
    public References hosts() {
        return hosts;
    }

    /// The VMs with files on it.
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

    private Structure info() {
        boolean vmfs = kind.type().equals("VMFS");
        Structure.Composer info =
                Structure.of(vmfs ? "VmfsDatastoreInfo" : "NasDatastoreInfo")
                        .with("name", name())
                        .with("url", url())
                        .with("freeSpace", kind.freeBytes())
                        .with("maxFileSize", LARGEST_FILE_BYTES)
                        .with("maxVirtualDiskCapacity", LARGEST_FILE_BYTES)
                        .with("maxMemoryFileSize", LARGEST_FILE_BYTES);
        if (vmfs) {
            info.with("maxPhysicalRDMFileSize", 64 * TIB)
                    .with("maxVirtualRDMFileSize", LARGEST_FILE_BYTES)
                    .with("vmfs", vmfsVolume());
        } else {
            info.with("nas", nasVolume());
        }
        return info.build();
    }

    private Structure.Composer vmfsVolume() {
        return Structure.of("HostVmfsVolume")
                .with("type", kind.type())
                .with("name", name())
                .with("capacity", kind.capacityBytes())
                .with("blockSizeMb", 1)
                .with("maxBlocks", 63_963_136)
                .with("majorVersion", kind.version())
                .with("version", kind.version() + ".82")
                .with("uuid", uuid.toString())
                .with("extent", extents())
                .with("vmfsUpgradable", false);
    }

    private Sequence extents() {
        return Sequence.of(
                "HostScsiDiskPartition",
                List.of(
                        Structure.of("HostScsiDiskPartition")
                                .with("diskName", "naa." + uuid.toString().replace("-", ""))
                                .with("partition", 1)
                                .build()));
    }

    private Structure.Composer nasVolume() {
        return Structure.of("HostNasVolume")
                .with("type", kind.type())
                .with("name", name())
                .with("capacity", kind.capacityBytes())
                .with("remoteHost", "nas.lab.invalid")
                .with("remotePath", "/export/" + uuid);
    }

    private Structure summary() {
        return Structure.of("DatastoreSummary")
                .with("datastore", reference())
                .with("name", name())
                .with("url", url())
                .with("capacity", kind.capacityBytes())
                .with("freeSpace", kind.freeBytes())
                .with("uncommitted", 0L)
                .with("accessible", true)
                .with("multipleHostAccess", hosts.list().size() > 1)
                .with("type", kind.type())
                .with("maintenanceMode", "normal")
                .build();
    }

    private Sequence mounts() {
        return Sequence.of(
                "DatastoreHostMount",
                hosts.list().stream()
                        .map(host ->
                                Structure.of("DatastoreHostMount")
                                        .with("key", host)
                                        .with(
                                                "mountInfo",
                                                Structure.of("HostMountInfo")
                                                        .with("path", "/vmfs/volumes/" + uuid)
                                                        .with("accessMode", "readWrite")
                                                        .with("mounted", true)
                                                        .with("accessible", true))
                                        .build())
                        .toList());
    }

    private Reference browser() {
        return new Reference("HostDatastoreBrowser", "datastoreBrowser-" + reference().id());
    }

    private static Structure capability() {
        return Structure.of("DatastoreCapability")
                .with("directoryHierarchySupported", true)
                .with("rawDiskMappingsSupported", true)
                .with("perFileThinProvisioningSupported", true)
                .with("storageIORMSupported", false)
                .with("nativeSnapshotSupported", false)
                .with("seSparseSupported", true)
                .build();
    }
}
