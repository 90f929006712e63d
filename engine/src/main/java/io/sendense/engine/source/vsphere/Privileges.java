package io.sendense.engine.source.vsphere;

import java.util.List;

/// What an account must be allowed on a VM, its host's datastores included, to back it up: the ids
/// of a least-privilege role. Source: vSphere Web Services API, "Required Privileges" of each
/// method.
final class Privileges {
    /// In the order in which a backup needs them.
    static final List<String> OF_A_BACKUP =
            List.of(
                    "System.Read",
                    "System.View",
                    "VirtualMachine.Config.ChangeTracking",
                    "VirtualMachine.State.CreateSnapshot",
                    "VirtualMachine.Provisioning.DiskRandomRead",
                    "VirtualMachine.State.RemoveSnapshot");

    /// On the datastores, for reading disks over HTTPS.
    static final List<String> OF_DATASTORES =
            List.of("Datastore.Browse", "Datastore.FileManagement");

    private Privileges() {}
}
