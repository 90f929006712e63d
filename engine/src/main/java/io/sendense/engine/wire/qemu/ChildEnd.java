package io.sendense.engine.wire.qemu;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Ends child processes. Stateless.
final class ChildEnd {
    /// A killed process is gone as soon as the system has let its calls end.
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    private ChildEnd() {}

    /// Asks a process to end, waits, kills it when the time is over, and waits until it is reaped.
    /// An interrupt does not disturb that; it is set again.
    ///
    /// @return whether it ended without being killed
    static boolean end(Process process, Duration limit) {
        process.destroy();
        if (ended(process, limit)) {
            return true;
        }
        kill(process);
        return false;
    }

    /// Kills a process and waits until it is reaped.
    static void kill(Process process) {
        process.destroyForcibly();
        ended(process, AFTER_KILL);
    }

    /// Waits for a process to end.
    static boolean ended(Process process, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
