package io.sendense.engine.disk.vmdk;

/// What one disk, without its parents, says of a range.
public enum VmdkAllocation {
    /// Nothing: a parent decides, or without one it reads as zeroes.
    NOT_HERE,
    /// Zeroes, whatever a parent holds.
    ZERO,
    /// Bytes as they are.
    DATA,
    /// Packed bytes.
    COMPRESSED_DATA
}
