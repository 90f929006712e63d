package io.sendense.engine.source.inventory;

/// How a disk takes part in snapshots.
public enum DiskMode {
    /// Takes part.
    PERSISTENT,
    /// Takes no part in snapshots: cannot be backed up through one.
    INDEPENDENT_PERSISTENT,
    /// Takes no part, and forgets its writes at power-off.
    INDEPENDENT_NONPERSISTENT,
    /// A mode of old releases (undoable, append).
    OTHER;

    public boolean takesPartInSnapshots() {
        return this == PERSISTENT || this == OTHER;
    }
}
