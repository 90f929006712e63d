package io.sendense.engine.source.vsphere.transport;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.source.inventory.DatastorePath;
import java.util.List;

/// A disk that a transport has opened. Immutable.
///
/// @param transport how its bytes come, for plans, events and reports: `folder`
/// @param files those with the disk's data
/// @param requests most requests that one read of it has under way at once
public record OpenedDisk(
        BlockDevice device, String transport, List<DatastorePath> files, int requests) {
    public OpenedDisk {
        files = List.copyOf(files);
    }
}
