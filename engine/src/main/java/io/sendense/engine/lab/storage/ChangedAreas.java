package io.sendense.engine.lab.storage;

import io.sendense.engine.disk.block.Extent;
import java.util.List;

/// One answered window of a question for changed areas. Immutable.
///
/// @param startOffset first byte the answer speaks about
/// @param length bytes the answer speaks about, at least 1; the next window starts at `startOffset
///   + length`
/// @param areas what changed within the window, ascending, neither touching nor overlapping
public record ChangedAreas(long startOffset, long length, List<Extent> areas) {
    public ChangedAreas {
        areas = List.copyOf(areas);
        if (startOffset < 0 || length < 1) {
            throw new IllegalArgumentException("not a window: " + startOffset + "+" + length);
        }
    }
}
