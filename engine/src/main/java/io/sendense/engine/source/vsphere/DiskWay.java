package io.sendense.engine.source.vsphere;

import io.sendense.engine.source.vsphere.folder.FolderLimits;
import io.sendense.engine.source.vsphere.folder.FolderTransport;
import io.sendense.engine.source.vsphere.folder.HostFolderTransport;
import io.sendense.engine.source.vsphere.folder.HostTickets;
import io.sendense.engine.source.vsphere.transport.DiskTransport;

/// Where a source asks for the bytes of disks.
public enum DiskWay {
    /// The server that it is logged in at.
    SERVER,
    /// The host that runs the VM, with tickets; that server where the host cannot be reached or
    /// does not let us in.
    HOSTS;

    /// The transport that goes this way.
    ///
    /// @param server reads from the server; closed with what is returned
    DiskTransport transport(FolderTransport server, HostTickets tickets, FolderLimits limits) {
        return switch (this) {
            case SERVER -> server;
            case HOSTS -> new HostFolderTransport(server, tickets, limits);
        };
    }
}
