package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.Extent;
import java.util.List;

/// What is read at once: planned extents of a disk in ascending order, and the gaps between them.
/// Immutable.
///
/// @param parts at least one; only these are moved, and accounted for
record Piece(List<Extent> parts) {
    Piece {
        parts = List.copyOf(parts);
    }

    /// From the first planned byte to the last.
    Extent span() {
        return Extent.between(parts.getFirst().offset(), parts.getLast().end());
    }
}
