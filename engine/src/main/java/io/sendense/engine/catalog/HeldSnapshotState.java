package io.sendense.engine.catalog;

/// Where a snapshot of ours stands.
public enum HeldSnapshotState {
    /// About to be asked for; it may exist or not.
    INTENDED,
    /// It exists and its id is known.
    HELD,
    /// It is gone, or never came to be.
    RELEASED
}
