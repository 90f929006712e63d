package io.sendense.engine.api.control;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/// What waits for a slow reader, oldest first. Of items with the same key only the newest waits, or
/// all put together, at the place of the newest; items without a key all wait, up to a bound.
/// Thread-safe.
final class ConflatingQueue<T> {
    private final Object lock = new Object();
    private final int maxUnkeyed;

    @GuardedBy("lock")
    private final Map<Object, T> waiting = new LinkedHashMap<>();

    @GuardedBy("lock")
    private int unkeyed;

    @GuardedBy("lock")
    private boolean closed;

    ConflatingQueue(int maxUnkeyed) {
        this.maxUnkeyed = maxUnkeyed;
    }

    /// Adds an item that none may replace. Never waits.
    ///
    /// @return false if too many wait; it was not added. True after `close`, when it is dropped
    boolean add(T item) {
        synchronized (lock) {
            if (closed) {
                return true;
            }
            if (unkeyed == maxUnkeyed) {
                return false;
            }
            unkeyed++;
            waiting.put(new Unkeyed(), item);
            lock.notifyAll();
            return true;
        }
    }

    /// Adds an item in place of the one with the same key. Never waits. Dropped after `close`.
    void replace(Object key, T item) {
        synchronized (lock) {
            if (!closed) {
                waiting.remove(key);
                waiting.put(key, item);
                lock.notifyAll();
            }
        }
    }

    /// Adds an item, or puts it together with the one of the same key that waits. Never waits.
    /// Dropped after `close`.
    void merge(Object key, T item, BinaryOperator<T> together) {
        synchronized (lock) {
            if (!closed) {
                T before = waiting.remove(key);
                waiting.put(key, before == null ? item : together.apply(before, item));
                lock.notifyAll();
            }
        }
    }

    /// Waits for the oldest item and takes it out; null when closed and empty.
    @Nullable T take() throws InterruptedException {
        synchronized (lock) {
            while (waiting.isEmpty()) {
                if (closed) {
                    return null;
                }
                lock.wait();
            }
            var first = waiting.entrySet().iterator();
            var entry = first.next();
            T item = entry.getValue();
            if (entry.getKey() instanceof Unkeyed) {
                unkeyed--;
            }
            first.remove();
            return item;
        }
    }

    /// Takes no more items; those that wait are still given out. Repeatable.
    void close() {
        synchronized (lock) {
            closed = true;
            lock.notifyAll();
        }
    }

    /// Drops all that waits for one last item, and closes.
    ///
    /// @return false if it was closed already; nothing is changed then
    boolean closeWith(T last) {
        synchronized (lock) {
            if (closed) {
                return false;
            }
            waiting.clear();
            waiting.put(new Unkeyed(), last);
            unkeyed = 1;
            closed = true;
            lock.notifyAll();
            return true;
        }
    }

    /// A key that equals no other.
    private static final class Unkeyed {}
}
