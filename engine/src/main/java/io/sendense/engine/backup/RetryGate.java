package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;

/// Where a run waits until somebody asks that its failed disks be read again. Thread-safe.
final class RetryGate {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean open;

    @GuardedBy("lock")
    private boolean asked;

    /// From now on it may be asked for.
    void open() {
        synchronized (lock) {
            open = true;
            asked = false;
        }
    }

    /// Asks for it.
    ///
    /// @return false if nobody waits for that, or it was asked for already
    boolean ask() {
        synchronized (lock) {
            if (!open) {
                return false;
            }
            open = false;
            asked = true;
            lock.notifyAll();
            return true;
        }
    }

    /// Waits until it is asked for, and closes. Nobody is let in after the time is over.
    ///
    /// @return whether it was asked for in time
    boolean await(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        synchronized (lock) {
            try {
                for (long left = atMost.toNanos();
                        !asked && left > 0;
                        left = until - System.nanoTime()) {
                    lock.wait(left / 1_000_000 + 1);
                }
                return asked;
            } finally {
                open = false;
            }
        }
    }
}
