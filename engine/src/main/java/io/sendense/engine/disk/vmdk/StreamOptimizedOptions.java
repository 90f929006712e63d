package io.sendense.engine.disk.vmdk;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;

/// What a new stream-optimized disk shall be. Immutable.
///
/// @param size the disk's bytes, a multiple of 512, more than 0
/// @param name of the file as its descriptor states it
/// @param cid content number
/// @param threads how many grains are packed at once
public record StreamOptimizedOptions(long size, String name, int cid, int threads) {
    private static final int MAX_THREADS = 8;
    private static final int MAX_NAME_BYTES = 255;

    public StreamOptimizedOptions {
        if (size < 1 || size % Sectors.BYTES != 0 || size > Sectors.MAX_DISK * Sectors.BYTES) {
            throw new IllegalArgumentException(
                    "disk size "
                            + size
                            + " is no multiple of "
                            + Sectors.BYTES
                            + " bytes from 512 to "
                            + Sectors.MAX_DISK * Sectors.BYTES);
        }
        if (threads < 1 || threads > MAX_THREADS) {
            throw new IllegalArgumentException(threads + " threads");
        }
    }

    /// A disk of at least `size` bytes: rounded up to whole sectors.
    ///
    /// @param name the file's own; where it cannot stand in a descriptor another does as well
    public static StreamOptimizedOptions of(long size, String name, RandomGenerator random) {
        return new StreamOptimizedOptions(
                Math.max(1, Sectors.holding(size)) * Sectors.BYTES,
                statable(name) ? name : "disk.vmdk",
                // Not one of the two that mean "none".
                random.nextInt(Integer.MAX_VALUE),
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MAX_THREADS));
    }

    private static boolean statable(String name) {
        return !name.isEmpty()
                && name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
                && name.chars().noneMatch(c -> c < ' ' || c == '"');
    }
}
