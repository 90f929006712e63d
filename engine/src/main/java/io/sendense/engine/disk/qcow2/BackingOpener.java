package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;

/// Decides what a backing file's name means, and opens it for reading. The image closes what it
/// got.
@FunctionalInterface
public interface BackingOpener {
    /// Opens the backing file a header names.
    ///
    /// @throws IOException the name may not be followed, or the file not be opened
    BlockDevice open(BackingReference reference) throws IOException;

    /// Opens nothing: for files that must stand alone.
    static BackingOpener none() {
        return reference -> {
            throw new Qcow2FormatException(
                    "'"
                            + reference.overlay()
                            + "' has backing file '"
                            + reference.backing().name()
                            + "', which is not allowed here");
        };
    }
}
