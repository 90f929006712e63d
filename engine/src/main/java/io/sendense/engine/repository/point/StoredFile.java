package io.sendense.engine.repository.point;

import io.sendense.engine.repository.sums.Sha256;

/// A file of a point other than its disks. Immutable.
///
/// @param name within the point's folder
/// @param sha256 of the whole file, hexadecimal
public record StoredFile(String name, long bytes, String sha256) {
    /// The VM's configuration as the server sent it.
    public static final String CONFIGURATION = "config.xml";

    /// The VM's non-volatile memory.
    public static final String NVRAM = "nvram";

    public StoredFile {
        if (!name.equals(CONFIGURATION) && !name.equals(NVRAM)) {
            throw new IllegalArgumentException("a point has no file '" + name + "'");
        }
        Sha256.ofHex(sha256);
    }
}
