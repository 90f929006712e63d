package io.sendense.engine.source.vsphere.http;

import java.time.Duration;

/// Pauses between attempts, doubling, until the time for retrying is over. Confined to one thread.
public final class Backoff {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final long limitNanos;
    private long startedNanos;
    private int attempts;

    public Backoff(Duration limit) {
        this.limitNanos = limit.toNanos();
    }

    /// Waits before another attempt. The time counts from the first failure.
    ///
    /// @return false, without waiting, if the time is over
    public boolean pause() throws InterruptedException {
        long now = System.nanoTime();
        if (attempts == 0) {
            startedNanos = now;
        }
        long left = limitNanos - (now - startedNanos);
        if (left <= 0) {
            return false;
        }
        long pause = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempts, 10));
        Thread.sleep(Math.min(pause, Math.max(1, left / 1_000_000)));
        attempts++;
        return true;
    }

    public int attempts() {
        return attempts;
    }
}
