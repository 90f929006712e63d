package io.sendense.engine.disk.qcow2;

/// What an L2 entry says of its guest cluster.
enum ClusterKind {
    /// Not in this file; the backing file decides.
    UNALLOCATED,
    /// Reads as zeroes, no host cluster.
    ZERO,
    /// Reads as zeroes, with a host cluster kept for later.
    ZERO_ALLOCATED,
    /// Stored as it is in a host cluster.
    DATA,
    /// Stored compressed somewhere in the file.
    COMPRESSED;

    boolean readsAsZero() {
        return this == ZERO || this == ZERO_ALLOCATED;
    }
}
