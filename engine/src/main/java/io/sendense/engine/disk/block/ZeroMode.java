package io.sendense.engine.disk.block;

/// What a device may do with the space behind a range that is made zero.
public enum ZeroMode {
    /// The space may be given back. The range still reads as zeroes afterwards, also over a backing
    /// file.
    MAY_DEALLOCATE,
    /// The space stays allocated, so that later writes cannot run out of it.
    KEEP_ALLOCATED
}
