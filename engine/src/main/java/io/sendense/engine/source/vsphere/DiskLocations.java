package io.sendense.engine.source.vsphere;

import com.vmware.vim25.ManagedObjectReference;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskLocation;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the host and the datastores that a disk's reads burden, by what names them wherever they
/// are seen from: a host's hardware UUID, a datastore's address. Asks the server each time, as VMs
/// move. Thread-safe.
final class DiskLocations {
    private static final Logger LOG = LoggerFactory.getLogger(DiskLocations.class);
    private static final String HOST_SYSTEM = "HostSystem";
    private static final String DATASTORES = "datastore";

    private final PropertyReader properties;

    DiskLocations(PropertyReader properties) {
        this.properties = properties;
    }

    /// @param host what the VM runs on
    /// @param files those that hold the disk's data
    /// @param requests most that one read of the disk makes at once
    DiskLocation of(
            ObjectId vm, Optional<ObjectId> host, Collection<DatastorePath> files, int requests)
            throws EngineException, InterruptedException {
        Set<String> names = new TreeSet<>();
        files.forEach(file -> names.add(file.datastore()));
        try {
            ObjectProperties found = properties.of(References.vm(vm), DATASTORES);
            Set<String> datastores = new TreeSet<>();
            for (ManagedObjectReference datastore :
                    found.get(DATASTORES, ManagedObjectReference[].class)
                            .orElse(new ManagedObjectReference[0])) {
                ObjectProperties read = properties.of(datastore, "summary.name", "summary.url");
                String name = Names.decoded(read.text("summary.name").orElse(""));
                if (names.remove(name)) {
                    datastores.add(read.text("summary.url").orElse(name));
                }
            }
            // one that the VM does not list, as with linked clones
            datastores.addAll(names);
            return new DiskLocation(
                    host.isPresent() ? Optional.of(hostId(host.get())) : Optional.empty(),
                    datastores,
                    requests);
        } catch (SoapFault fault) {
            LOG.info("where the disks of {} lie is not told: {}", vm, fault.getMessage());
            return new DiskLocation(Optional.empty(), names, requests);
        }
    }

    private String hostId(ObjectId host) throws SoapFault, EngineException, InterruptedException {
        return properties
                .of(References.of(HOST_SYSTEM, host.value()), "summary.hardware.uuid")
                .text("summary.hardware.uuid")
                .orElse(host.value());
    }
}
