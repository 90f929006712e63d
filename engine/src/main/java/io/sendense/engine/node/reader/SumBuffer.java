package io.sendense.engine.node.reader;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.node.protocol.SumRecordForm;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/// The sums of one disk on their way to the one who takes them: a bounded number of bytes, for
/// which the mover waits when nobody takes them, for a time. Thread-safe.
///
/// Whoever waits at either end is woken when the disk fails, so that neither can keep the other.
final class SumBuffer {
    /// Room at the beginning; it is doubled where that does not do.
    private static final int FIRST_BYTES = 1 << 10;

    private final Duration patience;
    private final int most;

    /// What waits, from 0 to its position.
    @GuardedBy("this")
    private ByteBuffer bytes;

    @GuardedBy("this")
    private long records;

    @GuardedBy("this")
    private State state = State.OPEN;

    @GuardedBy("this")
    private boolean taken;

    private enum State {
        OPEN,
        COMPLETE,
        BROKEN
    }

    /// @param most bytes that wait, at least 64
    /// @param patience how long a record may wait for room
    SumBuffer(int most, Duration patience) {
        this.patience = patience;
        this.most = most;
        this.bytes = ByteBuffer.allocate(Math.min(FIRST_BYTES, most));
        bytes.put(SumRecordForm.beginning());
    }

    /// Adds a record, and waits for room.
    ///
    /// @throws InterruptedIOException the caller was interrupted
    /// @throws LastingFailureException nobody takes the sums, or whoever took them has gone
    void add(SumRecord record) throws IOException {
        byte[] encoded = SumRecordForm.encode(record);
        synchronized (this) {
            awaitRoom(encoded.length);
            bytes.put(encoded);
            records++;
            notifyAll();
        }
    }

    @GuardedBy("this")
    private void awaitRoom(int needed) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (state == State.OPEN && !hasRoom(needed)) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new LastingFailureException(
                        Problem.of(ProblemCode.NODE_SUMS_NOT_TAKEN)
                                .withTime("time", patience)
                                .toException());
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        if (state != State.OPEN) {
            throw new LastingFailureException(Problem.of(ProblemCode.NODE_SUMS_LOST).toException());
        }
    }

    @GuardedBy("this")
    private boolean hasRoom(int needed) {
        while (bytes.remaining() < needed && bytes.capacity() < most) {
            bytes = ByteBuffer.allocate(Math.min(most, 2 * bytes.capacity())).put(bytes.flip());
        }
        return bytes.remaining() >= needed;
    }

    private static InterruptedIOException interrupted(InterruptedException why) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure = new InterruptedIOException("waiting for sums");
        failure.initCause(why);
        return failure;
    }

    /// All records are in: the end may be announced.
    synchronized void complete() throws IOException {
        byte[] end = SumRecordForm.end(records);
        awaitRoom(end.length);
        bytes.put(end);
        state = State.COMPLETE;
        // An ended job is kept for a while: with what waits and no more.
        bytes = ByteBuffer.allocate(bytes.position()).put(bytes.flip());
        notifyAll();
    }

    /// There will be no more, and what there is is not all: the disk failed, or whoever took the
    /// sums has gone. No effect on a complete one.
    synchronized void abandon() {
        if (state == State.OPEN) {
            state = State.BROKEN;
            bytes = ByteBuffer.allocate(0);
            notifyAll();
        }
    }

    /// Takes the right to take: once, as what was taken by one is lost to another.
    ///
    /// @return false where somebody had it before
    synchronized boolean claim() {
        boolean first = !taken;
        taken = true;
        return first;
    }

    /// Waits for bytes and takes them.
    ///
    /// @return how many were put into `target`, at least one; -1 at the end; 0 if the time is over
    /// @throws EOFException the disk failed: there will be no end
    synchronized int take(byte[] target, Duration atMost)
            throws EOFException, InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (bytes.position() == 0) {
            switch (state) {
                case COMPLETE -> {
                    return -1;
                }
                case BROKEN -> throw new EOFException("the sums end here: the disk failed");
                case OPEN -> {
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return 0;
                    }
                    wait(left);
                }
            }
        }
        bytes.flip();
        int count = Math.min(target.length, bytes.remaining());
        bytes.get(target, 0, count);
        bytes.compact();
        notifyAll();
        return count;
    }
}
