package io.sendense.engine.transfer.limit;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// At most so many bytes per second, over all who share it. Thread-safe.
///
/// Those who wait are served in the order in which they came. A changed rate holds at once, for
/// those who wait already too.
public final class RatePace implements Pace {
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final TokenBucket bucket;

    /// A pace of this rate.
    ///
    /// @param bytesPerSecond 0 for no limit
    public RatePace(long bytesPerSecond) {
        this.bucket = new TokenBucket(bytesPerSecond, System.nanoTime());
    }

    /// Sets another rate.
    ///
    /// @param bytesPerSecond 0 for no limit
    public void change(long bytesPerSecond) {
        lock.lock();
        try {
            bucket.change(bytesPerSecond, System.nanoTime());
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void await(long bytes) throws InterruptedException {
        turn.lockInterruptibly();
        try {
            lock.lockInterruptibly();
            try {
                long wait = bucket.nanosToWait(System.nanoTime());
                while (wait > 0) {
                    boolean _ = changed.await(wait, TimeUnit.NANOSECONDS);
                    wait = bucket.nanosToWait(System.nanoTime());
                }
                bucket.take(bytes);
            } finally {
                lock.unlock();
            }
        } finally {
            turn.unlock();
        }
    }
}
