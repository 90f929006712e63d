package io.sendense.engine.disk.block;

/// What stands behind a range of a device.
public enum Allocation {
    /// Bytes are stored; they may be anything, zeroes included.
    DATA,
    /// Stored as an explicit zero: reads as zeroes, whatever a backing file holds.
    ZERO,
    /// Nothing is stored here or in anything below; reads as zeroes.
    HOLE;

    /// Whether every byte of the range is known to read as zero.
    public boolean readsAsZero() {
        return this != DATA;
    }
}
