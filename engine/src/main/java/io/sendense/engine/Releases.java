package io.sendense.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an engine has opened, closed in reverse. Used by one thread until the engine is made;
/// `close` is repeatable.
final class Releases implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Releases.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T part) {
        synchronized (opened) {
            opened.push(part);
        }
        return part;
    }

    /// Closes all because of a failure, which keeps the failures of closing.
    void closeAfter(Exception reason) {
        while (true) {
            AutoCloseable part = next();
            if (part == null) {
                return;
            }
            try {
                part.close();
            } catch (Exception e) {
                reason.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        Exception failures = new Exception("closing the engine");
        closeAfter(failures);
        for (Throwable failure : failures.getSuppressed()) {
            LOG.warn("a part of the engine did not close well", failure);
        }
    }

    private @Nullable AutoCloseable next() {
        synchronized (opened) {
            return opened.poll();
        }
    }
}
