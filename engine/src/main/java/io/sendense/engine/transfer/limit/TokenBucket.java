package io.sendense.engine.transfer.limit;

/// The arithmetic of a rate: credit grows with time, and is spent by bytes. Not thread-safe; the
/// caller says what time it is, in nanoseconds as of `System.nanoTime`.
///
/// Credit may be overdrawn once by any amount, so that a piece of any size passes, and is then
/// waited for. It never grows over a tenth of a second's worth, so that after a pause the rate is
/// hardly exceeded.
final class TokenBucket {
    private static final double NANOS = 1e9;
    private static final double LONGEST_BURST_SECONDS = 0.1;

    private long bytesPerSecond;
    private double credit;
    private long since;

    /// An empty bucket.
    ///
    /// @param bytesPerSecond 0 for no limit
    TokenBucket(long bytesPerSecond, long now) {
        this.bytesPerSecond = checked(bytesPerSecond);
        this.since = now;
    }

    private static long checked(long bytesPerSecond) {
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException(bytesPerSecond + " bytes per second");
        }
        return bytesPerSecond;
    }

    /// Sets another rate; what is owed is owed on, and paid back at that rate.
    void change(long newBytesPerSecond, long now) {
        grow(now);
        bytesPerSecond = checked(newBytesPerSecond);
        if (bytesPerSecond == 0) {
            credit = 0;
        }
    }

    /// How long to wait before the next `take`, 0 for not at all.
    long nanosToWait(long now) {
        grow(now);
        return bytesPerSecond == 0 || credit >= 0
                ? 0
                : (long) Math.ceil(-credit / bytesPerSecond * NANOS);
    }

    /// Spends.
    void take(long bytes) {
        if (bytesPerSecond > 0) {
            credit -= bytes;
        }
    }

    private void grow(long now) {
        double seconds = (now - since) / NANOS;
        since = now;
        credit =
                Math.min(bytesPerSecond * LONGEST_BURST_SECONDS, credit + seconds * bytesPerSecond);
    }
}
