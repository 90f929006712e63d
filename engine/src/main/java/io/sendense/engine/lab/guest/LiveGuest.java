package io.sendense.engine.lab.guest;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running guest: does the steps of an [Activity] at a set rate until it is closed.
///
/// Has a virtual thread of its own. A step that fails ends the guest; its cause is logged and kept.
/// Thread-safe.
public final class LiveGuest implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveGuest.class);

    /// A guest that fell further behind than this goes on from now, without making up for it.
    private static final long MOST_BEHIND_NANOS = Duration.ofMillis(500).toNanos();

    private final String name;
    private final long intervalNanos;
    private final Activity activity;
    private final Thread thread;

    private volatile boolean stopping;
    private volatile long steps;
    private volatile @Nullable RuntimeException failure;

    private LiveGuest(String name, int stepsPerSecond, Activity activity) {
        if (stepsPerSecond < 1 || stepsPerSecond > 1_000_000) {
            throw new IllegalArgumentException(stepsPerSecond + " steps per second");
        }
        this.name = name;
        this.intervalNanos = Duration.ofSeconds(1).toNanos() / stepsPerSecond;
        this.activity = activity;
        this.thread = Thread.ofVirtual().name("guest " + name).unstarted(this::run);
    }

    /// Switches a guest on.
    ///
    /// @param name of the VM, for the log
    public static LiveGuest start(String name, int stepsPerSecond, Activity activity) {
        LiveGuest guest = new LiveGuest(name, stepsPerSecond, activity);
        guest.thread.start();
        return guest;
    }

    private void run() {
        long due = System.nanoTime();
        long done = 0;
        try {
            while (!stopping) {
                activity.step();
                done++;
                steps = done;
                due += intervalNanos;
                long now = System.nanoTime();
                if (now - due > MOST_BEHIND_NANOS) {
                    due = now;
                }
                sleepUntil(due);
            }
        } catch (RuntimeException e) {
            failure = e;
            LOG.warn("guest {} stopped after {} steps", name, done, e);
        }
    }

    private void sleepUntil(long due) {
        for (long left = due - System.nanoTime();
                left > 0 && !stopping;
                left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Steps done since it was switched on.
    public long steps() {
        return steps;
    }

    /// Why it stopped by itself; empty while it runs, and after `close()`.
    public Optional<RuntimeException> failure() {
        return Optional.ofNullable(failure);
    }

    /// Switches the guest off: when this returns, it writes no more. Repeatable.
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // a step takes milliseconds: worth waiting for
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
