package io.sendense.engine.run;

/// What a run is busy with, in order. From `AWAITING_RETRY` it goes back to `TRANSFER`, or ends.
public enum RunPhase {
    WAITING,
    PREFLIGHT,
    SNAPSHOT,
    TRANSFER,
    /// Disks have failed; the snapshot is held for a while, so that they can be read again.
    AWAITING_RETRY,
    PUBLISH,
    CLEANUP,
    ENDED
}
