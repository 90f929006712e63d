package io.sendense.engine.source.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What surrounds a VM and decides whether it can be backed up, and later be restored. Immutable.
///
/// @param connection whether the server reaches the VM's files: `connected`, `disconnected`,
///   `inaccessible`, `invalid` or `orphaned`
/// @param faultTolerant whether it runs twice, or is being made to
/// @param configuration the VM's `config` as the server sent it; absent where its files are away
/// @param host absent where the account may not see it
/// @param datastores where its files lie, as far as the account sees them
/// @param missingPrivileges what the account may not do with this VM; empty where the server does
///   not tell
/// @param restrictedLicense the name of a licence with which the server takes no snapshots
public record VmCondition(
        String connection,
        boolean faultTolerant,
        GuestTools tools,
        Optional<String> configuration,
        Optional<HostCondition> host,
        List<DatastoreCondition> datastores,
        Set<String> missingPrivileges,
        Optional<String> restrictedLicense) {
    public VmCondition {
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
}
