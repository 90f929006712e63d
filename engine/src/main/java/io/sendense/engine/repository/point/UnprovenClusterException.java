package io.sendense.engine.repository.point;

import io.sendense.engine.repository.sums.Sha256;
import java.io.IOException;

/// A cluster does not read as what was backed up. Its bytes were given to nobody.
public final class UnprovenClusterException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param offset of the cluster in the disk, in bytes
    UnprovenClusterException(long cluster, long offset, Sha256 expected, Sha256 found) {
        super(
                "cluster %d at offset %d: SHA-256 is %s, expected %s"
                        .formatted(cluster, offset, found, expected));
    }
}
