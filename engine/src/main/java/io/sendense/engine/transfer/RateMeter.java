package io.sendense.engine.transfer;

import java.util.ArrayDeque;
import java.util.Deque;

/// Bytes per second over the last seconds, from a count that only grows. Confined to one thread at
/// a time.
public final class RateMeter {
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private final Deque<long[]> samples = new ArrayDeque<>();

    /// Takes the count at a moment and answers the rate.
    ///
    /// @param nanos of a monotonic clock
    /// @return bytes per second between the oldest sample of the window and this one; 0 while there
    ///   is only one
    public long sample(long nanos, long bytes) {
        samples.addLast(new long[] {nanos, bytes});
        while (samples.size() > 2 && nanos - samples.peekFirst()[0] > WINDOW_NANOS) {
            samples.removeFirst();
        }
        long[] oldest = samples.getFirst();
        long elapsed = nanos - oldest[0];
        return elapsed <= 0 ? 0 : Math.round((bytes - oldest[1]) * 1e9 / elapsed);
    }
}
