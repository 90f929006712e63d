package io.sendense.engine.source.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What surrounds a VM and decides whether it can be backed up, and later be restored. Immutable.
///
/// @param connection whether the server reaches the VM's files: `connected`, `disconnected`,
///   `inaccessible`, `invalid` or `orphaned`
/// @param faultTolerant whether it runs twice, or is being made to
/// @param encrypted whether its files are
/// @param devices what a restore elsewhere has to leave out or make anew
/// @param host absent where the account may not see it
/// @param datastores where its files lie, as far as the account sees them
/// @param missingPrivileges what the account may not do with this VM; empty where the server does
///   not tell
public record VmCondition(
        String connection,
        boolean faultTolerant,
        GuestTools tools,
        boolean encrypted,
        List<BoundDevice> devices,
        Optional<HostCondition> host,
        List<DatastoreCondition> datastores,
        Set<String> missingPrivileges) {
    public VmCondition {
        devices = List.copyOf(devices);
        datastores = List.copyOf(datastores);
        missingPrivileges = Set.copyOf(missingPrivileges);
    }

    /// Whether VMware Tools answer in the guest.
    public enum GuestTools {
        RUNNING,
        NOT_RUNNING,
        UNKNOWN
    }

    /// The host a VM runs on.
    ///
    /// @param connection `connected`, `disconnected` or `notResponding`
    public record HostCondition(String name, String connection, boolean maintenance) {}

    /// A datastore of a VM.
    ///
    /// @param type `VMFS`, `NFS`, `NFS41`, `vsan`, `VVOL` ...
    /// @param maintenance whether it is in maintenance, or about to be
    public record DatastoreCondition(
            String name,
            String type,
            long capacityBytes,
            long freeBytes,
            boolean accessible,
            boolean maintenance) {
        /// With less than this a snapshot may stop every VM of the datastore.
        public static final long FLOOR_BYTES = 2L << 30;

        /// Whether no snapshot should grow on it.
        public boolean isFull() {
            return freeBytes < FLOOR_BYTES;
        }
    }

    /// A device that is bound to where the VM runs now.
    ///
    /// @param label what the server calls it
    public record BoundDevice(Kind kind, String label) {
        /// What it is.
        public enum Kind {
            TPM,
            PCI_PASSTHROUGH,
            SHARED_GRAPHICS,
            USB,
            SERIAL_PORT,
            PARALLEL_PORT,
            CD_IMAGE,
            FLOPPY_IMAGE,
            SCSI_PASSTHROUGH
        }
    }
}
