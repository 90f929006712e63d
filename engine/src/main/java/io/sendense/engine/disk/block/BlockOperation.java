package io.sendense.engine.disk.block;

/// The calls of a `BlockDevice` that reach storage: what `CountingBlockDevice` counts and
/// `FaultyBlockDevice` lets fail.
public enum BlockOperation {
    READ,
    WRITE,
    ZERO,
    TRIM,
    FLUSH,
    STATUS
}
