package io.sendense.engine.lab.model;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.soap.Reference;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// What changed when, as running numbers starting at 1. Thread-safe.
///
/// A change is noted after the new value can be read, so whoever takes [#now()] first and reads
/// afterwards misses nothing; it may see a change once more.
public final class ChangeJournal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private final Map<Reference, Map<String, Long>> properties = new HashMap<>();

    @GuardedBy("lock")
    private long latest;

    @GuardedBy("lock")
    private long structure;

    /// Number of the latest change; 0 before the first.
    public long now() {
        lock.lock();
        try {
            return latest;
        } finally {
            lock.unlock();
        }
    }

    /// Notes that properties of an object have new values.
    public void changed(Reference object, String... names) {
        lock.lock();
        try {
            latest++;
            Map<String, Long> known = properties.computeIfAbsent(object, _ -> new HashMap<>());
            for (String name : names) {
                known.put(name, latest);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Notes that objects came or went, or moved.
    public void structureChanged() {
        lock.lock();
        try {
            structure = ++latest;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Forgets an object that is gone.
    public void forget(Reference object) {
        lock.lock();
        try {
            properties.remove(object);
        } finally {
            lock.unlock();
        }
    }

    /// Number of the latest change by which objects came, went or moved.
    public long structure() {
        lock.lock();
        try {
            return structure;
        } finally {
            lock.unlock();
        }
    }

    /// Whether that property of the object changed after `since`.
    public boolean changedSince(long since, Reference object, String name) {
        lock.lock();
        try {
            Map<String, Long> known = properties.get(object);
            return known != null && known.getOrDefault(name, 0L) > since;
        } finally {
            lock.unlock();
        }
    }

    /// Waits until something changed after `since`, `enough` says so, or the time is over.
    ///
    /// @return whether anything changed
    /// @throws InterruptedException the thread was interrupted
    public boolean awaitChangeAfter(long since, Duration atMost, BooleanSupplier enough)
            throws InterruptedException {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (latest <= since && !enough.getAsBoolean() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return latest > since;
        } finally {
            lock.unlock();
        }
    }

    /// Wakes all waiters, so that they ask again whether they have waited enough.
    public void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
