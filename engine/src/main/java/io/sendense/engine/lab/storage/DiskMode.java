package io.sendense.engine.lab.storage;

/// Whether a disk takes part in snapshots.
public enum DiskMode {
    /// Frozen by every snapshot.
    PERSISTENT,
    /// Left out of snapshots: VMware's `independent_persistent`.
    INDEPENDENT
}
