package io.sendense.engine.disk.qcow2;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Who is reading or writing host clusters right now, without the tables' lock. Thread-safe.
///
/// A reader or writer looked its host clusters up a moment ago; they must not get a new owner
/// before it is done. Users hold the shared side from the look-up to the end of their I/O; whoever
/// gives clusters back for reuse takes the exclusive side, which means: everybody who may have seen
/// the old tables has finished.
final class Users {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /// Held while host clusters are in use.
    Lock using() {
        return lock.readLock();
    }

    /// Held while host clusters are given back.
    Lock givingBack() {
        return lock.writeLock();
    }
}
