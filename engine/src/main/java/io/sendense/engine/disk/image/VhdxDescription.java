package io.sendense.engine.disk.image;

import io.sendense.engine.disk.vhdx.VhdxImage;

/// What a VHDX file says of itself. Immutable.
///
/// @param blockBytes size of a block
/// @param sectorBytes the logical sector size
/// @param fixed whether all blocks were allocated when it was made
/// @param replayedLogEntries how much of its log its writer left undone
public record VhdxDescription(
        int blockBytes, int sectorBytes, boolean fixed, int replayedLogEntries) {

    static VhdxDescription of(VhdxImage image) {
        return new VhdxDescription(
                image.blockBytes(), image.sectorBytes(), image.fixed(), image.replayedLogEntries());
    }
}
