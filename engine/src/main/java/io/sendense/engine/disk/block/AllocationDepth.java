package io.sendense.engine.disk.block;

/// An extent of a device, and which file of its chain decides what is in it. Immutable.
///
/// @param depth 1 for the top file, 2 for its backing file and so on; 0 where no file of the chain
///   says anything
public record AllocationDepth(Extent extent, int depth) {
    /// No file of the chain says anything of the range.
    public static final int NOWHERE = 0;

    public AllocationDepth {
        if (depth < NOWHERE) {
            throw new IllegalArgumentException("depth " + depth + " is negative");
        }
    }

    /// The same, seen from a file that is backed by the device this was said of.
    public AllocationDepth below() {
        return depth == NOWHERE ? this : new AllocationDepth(extent, depth + 1);
    }
}
