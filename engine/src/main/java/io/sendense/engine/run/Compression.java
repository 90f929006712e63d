package io.sendense.engine.run;

/// How a run stores the data of its disks.
public enum Compression {
    /// As it is.
    NONE,
    /// Each cluster by itself with Zstandard, where that makes it smaller.
    ZSTD
}
