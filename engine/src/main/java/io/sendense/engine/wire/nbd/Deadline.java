package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Closes a link unless work on it is done in time: the way to put a time limit on blocking
/// channels, which have none of their own.
final class Deadline implements AutoCloseable {
    private final Duration limit;
    private final Thread watcher;
    private volatile boolean expired;

    /// Starts counting.
    ///
    /// @param abort makes the work fail; called at most once, by another thread
    Deadline(Duration limit, Runnable abort) {
        this.limit = limit;
        this.watcher =
                Thread.ofPlatform()
                        .daemon()
                        .name("nbd-deadline")
                        .start(() -> {
                            if (passes(limit)) {
                                expired = true;
                                abort.run();
                            }
                        });
    }

    private static boolean passes(Duration limit) {
        try {
            Thread.sleep(limit);
            return true;
        } catch (InterruptedException _) {
            return false; // closed in time
        }
    }

    /// The failure of the work as its caller should see it: a timeout if that was the cause.
    IOException explain(IOException failure, String what) {
        if (!expired) {
            return failure;
        }
        SocketTimeoutException timeout =
                new SocketTimeoutException(what + " took longer than " + limit.toMillis() + " ms");
        timeout.initCause(failure);
        return timeout;
    }

    @Override
    public void close() {
        watcher.interrupt();
    }
}
