package io.sendense.engine.run;

/// Which bytes of a disk a run reads.
public enum ReadMode {
    /// All that is allocated, or the whole disk where the source cannot say.
    FULL,
    /// What changed since the parent restore point.
    INCREMENTAL,
    /// All that is allocated or was at the parent restore point; only what differs from its sums is
    /// stored.
    COMPARE
}
