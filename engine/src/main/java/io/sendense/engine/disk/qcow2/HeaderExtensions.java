package io.sendense.engine.disk.qcow2;

import java.util.Optional;

/// What the header extensions and the name behind them say. Immutable.
///
/// @param bitmaps where the directory of persistent bitmaps lies, if there are any
public record HeaderExtensions(Optional<BackingName> backing, Optional<BitmapDirectory> bitmaps) {
    static final HeaderExtensions NONE = new HeaderExtensions(Optional.empty(), Optional.empty());

    /// The bitmaps extension (type `0x23852875`).
    ///
    /// @param bitmaps number of entries
    /// @param bytes length of the directory
    /// @param offset place of the directory in the file
    public record BitmapDirectory(int bitmaps, long bytes, long offset) {}
}
