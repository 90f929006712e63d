package io.sendense.engine.transfer.limit;

/// What may be under way at one place at the same time. Immutable.
///
/// @param requests most reads
/// @param bytes most bytes of them together
public record PlaceLimits(int requests, long bytes) {
    public PlaceLimits {
        if (requests < 1 || bytes < 1) {
            throw new IllegalArgumentException(
                    requests + " requests and " + bytes + " bytes at once: each must be over 0");
        }
    }
}
