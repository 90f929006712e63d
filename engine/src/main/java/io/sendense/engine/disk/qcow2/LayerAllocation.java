package io.sendense.engine.disk.qcow2;

/// What one file says of a guest range, its backing file left aside.
public enum LayerAllocation {
    /// Stored in this file.
    DATA,
    /// Stored in this file, compressed.
    COMPRESSED_DATA,
    /// This file says: zeroes.
    ZERO,
    /// This file says nothing; the backing file decides, and where there is none it reads as
    /// zeroes.
    NOT_HERE
}
