package io.sendense.engine.wire.ssh;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What has arrived for a channel and was not taken yet: a ring of at most one window, written by
/// the one thread that reads the SSH connection and read by the one that feeds the target. It grows
/// from 64 KiB as needed.
///
/// A peer that keeps to its window never makes a writer wait. Where the window is JSch's own
/// ([ChannelHook] not there) the bytes are acknowledged when they are in here, so that a writer
/// waits when the ring is full.
final class WindowQueue extends OutputStream {
    /// As OpenSSH's own channels have: 100 MB/s at 20 ms.
    static final int WINDOW_BYTES = 2 << 20;

    private static final int FIRST_BYTES = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final Condition drained = lock.newCondition();
    private byte[] ring = new byte[FIRST_BYTES];
    private int start;
    private int count;
    private boolean ended;
    private boolean closed;

    @Override
    public void write(int single) throws IOException {
        write(new byte[] {(byte) single}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        lock.lock();
        try {
            int done = 0;
            while (done < length) {
                awaitSpace();
                int step = Math.min(length - done, WINDOW_BYTES - count);
                put(source, offset + done, step);
                done += step;
            }
        } finally {
            lock.unlock();
        }
    }

    private void awaitSpace() throws IOException {
        try {
            while (!closed && count == WINDOW_BYTES) {
                drained.await();
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        if (closed || ended) {
            throw new IOException("the target has closed");
        }
    }

    private void put(byte[] source, int offset, int length) {
        if (count + length > ring.length) {
            grow(count + length);
        }
        int at = (start + count) % ring.length;
        int first = Math.min(length, ring.length - at);
        System.arraycopy(source, offset, ring, at, first);
        System.arraycopy(source, offset + first, ring, 0, length - first);
        count += length;
        filled.signal();
    }

    private void grow(int needed) {
        int size = ring.length;
        while (size < needed) {
            size *= 2;
        }
        byte[] larger = new byte[size];
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, larger, 0, first);
        System.arraycopy(ring, 0, larger, first, count - first);
        ring = larger;
        start = 0;
    }

    /// Waits for bytes and copies as many as fit; the buffer is flipped.
    ///
    /// @return false at the end
    boolean take(ByteBuffer target) throws IOException {
        lock.lock();
        try {
            while (count == 0 && !ended && !closed) {
                filled.await();
            }
            if (closed || count == 0) {
                return false;
            }
            target.clear();
            while (count > 0 && target.hasRemaining()) {
                int step = Math.min(Math.min(count, ring.length - start), target.remaining());
                target.put(ring, start, step);
                start = (start + step) % ring.length;
                count -= step;
            }
            target.flip();
            drained.signal();
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more comes from the peer; what is here is still taken.
    @Override
    public void close() {
        lock.lock();
        try {
            ended = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more is taken: whoever waits on either side goes on.
    void abandon() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
            drained.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("interrupted");
        failure.initCause(cause);
        return failure;
    }
}
