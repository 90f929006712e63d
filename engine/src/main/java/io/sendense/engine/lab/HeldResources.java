package io.sendense.engine.lab;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayDeque;
import java.util.Deque;

/// What a lab has acquired, closed in reverse. Thread-safe.
final class HeldResources implements AutoCloseable {
    @GuardedBy("this")
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T hold(T resource) {
        resources.push(resource);
        return resource;
    }

    /// Closes everything, whatever fails; the first failure is thrown at the end. Repeatable.
    @Override
    public synchronized void close() {
        RuntimeException first = null;
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = new IllegalStateException("lab did not close cleanly", e);
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
