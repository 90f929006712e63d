package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/// The memory for all payloads of a server: direct buffers whose sizes are powers of two, used
/// again rather than made again, because the system must zero every new one.
///
/// What is lent out never exceeds the bound; who wants more waits in turn. What lies idle together
/// with what is lent out does not exceed it either. Thread-safe.
final class PayloadPool {
    /// Smaller payloads take this much.
    static final int UNIT_BYTES = 4 << 10;

    private final Semaphore units;
    private final long boundBytes;
    private final Object lock = new Object();

    /// Buffers nobody uses; index is log2 of their size.
    @GuardedBy("lock")
    private final List<ArrayDeque<ByteBuffer>> idle = new ArrayList<>();

    @GuardedBy("lock")
    private long madeBytes;

    PayloadPool(long boundBytes) {
        this.boundBytes = boundBytes;
        this.units = new Semaphore(Math.toIntExact(boundBytes / UNIT_BYTES), true);
        for (int log = 0; log < Integer.SIZE; log++) {
            idle.add(new ArrayDeque<>());
        }
    }

    /// What a payload of so many bytes counts for, in units.
    static int unitsFor(int bytes) {
        return sizeFor(bytes) / UNIT_BYTES;
    }

    private static int sizeFor(int bytes) {
        return Math.max(UNIT_BYTES, Integer.highestOneBit(Math.max(1, bytes - 1)) << 1);
    }

    /// Lends a buffer with position 0 and limit `bytes`; its content is of no meaning. Waits while
    /// too much is lent out.
    ///
    /// @param bytes at most the bound, and at most 1 GiB
    ByteBuffer take(int bytes) throws InterruptedException {
        int size = sizeFor(bytes);
        units.acquire(size / UNIT_BYTES);
        boolean taken = false;
        try {
            ByteBuffer buffer = idleOrNew(size);
            taken = true;
            return buffer.clear().limit(bytes);
        } finally {
            if (!taken) {
                units.release(size / UNIT_BYTES);
            }
        }
    }

    private ByteBuffer idleOrNew(int size) {
        synchronized (lock) {
            ByteBuffer buffer = idle.get(log(size)).poll();
            if (buffer == null) {
                makeRoom(size);
                buffer = ByteBuffer.allocateDirect(size);
                madeBytes += size;
            }
            return buffer;
        }
    }

    /// Forgets idle buffers of other sizes until one more of this size stays within the bound.
    @GuardedBy("lock")
    private void makeRoom(int size) {
        for (ArrayDeque<ByteBuffer> buffers : idle) {
            while (madeBytes + size > boundBytes && !buffers.isEmpty()) {
                madeBytes -= buffers.remove().capacity();
            }
        }
    }

    /// Takes a buffer back.
    void give(ByteBuffer buffer) {
        synchronized (lock) {
            idle.get(log(buffer.capacity())).push(buffer);
        }
        units.release(buffer.capacity() / UNIT_BYTES);
    }

    /// Bytes of all buffers there are, lent out or idle.
    long madeBytes() {
        synchronized (lock) {
            return madeBytes;
        }
    }

    /// Forgets everything idle.
    void trim() {
        synchronized (lock) {
            for (ArrayDeque<ByteBuffer> buffers : idle) {
                buffers.forEach(buffer -> madeBytes -= buffer.capacity());
                buffers.clear();
            }
        }
    }

    private static int log(int size) {
        return Integer.numberOfTrailingZeros(size);
    }
}
