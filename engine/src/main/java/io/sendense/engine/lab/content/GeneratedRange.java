package io.sendense.engine.lab.content;

import io.sendense.engine.disk.block.Extent;

/// A range whose bytes a [Generator] makes. Immutable.
///
/// @param extent whole units of 4 KiB
/// @param firstNumber number of the unit at its start; the others count up
public record GeneratedRange(Extent extent, long firstNumber) {
    /// The same bytes, further up by `bytes`.
    GeneratedRange shifted(long bytes) {
        return new GeneratedRange(
                new Extent(extent.offset() + bytes, extent.length()), firstNumber);
    }
}
