package io.sendense.engine.wire.nbd;

/// The block sizes of an export in bytes (proto.md, "Block size constraints"). Immutable.
///
/// @param minimum offsets and lengths must be multiples of it; a power of two up to 64 KiB
/// @param preferred requests aligned to it are served best; a power of two
/// @param maximumPayload longest read or write, 0xffffffff where there is no limit
public record BlockSizes(int minimum, int preferred, long maximumPayload) {
    private static final int MOST_MINIMUM = 64 << 10;

    /// What a server that names none is assumed to take: any alignment, 32 MiB.
    static final BlockSizes UNSTATED = new BlockSizes(1, 4096, 32L << 20);

    public BlockSizes {
        requireMinimum(minimum);
        if (Integer.bitCount(preferred) != 1 || preferred < minimum) {
            throw new IllegalArgumentException(
                    "preferred block size "
                            + preferred
                            + " is not a power of two from "
                            + minimum
                            + " upwards");
        }
        if (maximumPayload < minimum
                || (maximumPayload % minimum != 0 && maximumPayload != 0xffff_ffffL)) {
            throw new IllegalArgumentException(
                    "maximum block size "
                            + maximumPayload
                            + " is not a multiple of the minimum "
                            + minimum);
        }
    }

    static void requireMinimum(int minimum) {
        if (Integer.bitCount(minimum) != 1 || minimum > MOST_MINIMUM || minimum < 0) {
            throw new IllegalArgumentException(
                    "minimum block size " + minimum + " is not a power of two up to 65536");
        }
    }
}
