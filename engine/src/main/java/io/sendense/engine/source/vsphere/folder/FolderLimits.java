package io.sendense.engine.source.vsphere.folder;

import java.time.Duration;

/// What reading disks through `/folder` may take. Immutable.
///
/// @param connect for one TCP connection
/// @param silence the longest wait for the next bytes of an answer
/// @param retry for how long a read is repeated without getting any byte
/// @param requestBytes most bytes asked for in one request. Hosts refuse buffers over 2 MiB
/// @param perDisk most requests of one disk under way at once
/// @param connections most connections of one source. vCenter allows 52, an ESXi host 48 MiB of
///   buffers in all
public record FolderLimits(
        Duration connect,
        Duration silence,
        Duration retry,
        int requestBytes,
        int perDisk,
        int connections) {
    public FolderLimits {
        if (requestBytes < 512 || perDisk < 1 || connections < 1) {
            throw new IllegalArgumentException(
                    "requests of %d bytes, %d per disk, %d connections"
                            .formatted(requestBytes, perDisk, connections));
        }
    }
}
