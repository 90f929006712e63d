package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A request of the client from being posted to being done, and the rule that keeps buffers safe:
/// **the caller does not return while a thread of the connection looks at its buffer**. A thread
/// that wants to, holds the request first; a request that is done or given up cannot be held.
/// Thread-safe.
final class PendingRequest implements Outbox.Frame {
    /// How long an interrupted caller waits for its buffer before it costs the connection.
    private static final Duration GRACE = Duration.ofMillis(500);

    private final Request request;
    private final List<ByteBuffer> content;
    private final ReplyContent reply;

    @GuardedBy("this")
    private int holders;

    @GuardedBy("this")
    private boolean done;

    @GuardedBy("this")
    private @Nullable IOException failure;

    /// @param payload what follows the header; its position is not touched
    PendingRequest(
            Request request, NbdHeaders headers, @Nullable ByteBuffer payload, ReplyContent reply) {
        this.request = request;
        this.content =
                payload == null
                        ? List.of(request.encode(headers))
                        : List.of(request.encode(headers), payload.duplicate());
        this.reply = reply;
    }

    Request request() {
        return request;
    }

    ReplyContent reply() {
        return reply;
    }

    @Override
    public List<ByteBuffer> content() {
        return content;
    }

    @Override
    public synchronized boolean hold() {
        if (done) {
            return false;
        }
        holders++;
        return true;
    }

    @Override
    public synchronized void release() {
        holders--;
        notifyAll();
    }

    /// Ends the request: with success where `cause` is null. Only the first call counts.
    synchronized void complete(@Nullable IOException cause) {
        if (!done) {
            done = true;
            failure = cause;
            notifyAll();
        }
    }

    /// Whether the request has ended, other than with success.
    synchronized boolean failed() {
        return failure != null;
    }

    /// Waits for the end of the request.
    ///
    /// @param abort costs the connection, so that its threads let go of the buffer; called when the
    ///   request takes too long, with the reason
    /// @throws InterruptedIOException the caller was interrupted: the request is given up, the
    ///   connection lives on
    /// @throws IOException the request failed
    void await(Duration limit, java.util.function.Consumer<IOException> abort) throws IOException {
        try {
            if (!awaitEnd(limit)) {
                abort.accept(
                        new java.net.SocketTimeoutException(
                                request + " had no answer within " + limit.toMillis() + " ms"));
                awaitRelease();
            }
        } catch (InterruptedException _) {
            giveUp(abort);
        }
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private synchronized boolean awaitEnd(Duration limit) throws InterruptedException {
        long until = System.nanoTime() + limit.toNanos();
        while (!done || holders > 0) {
            long left = until - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        return true;
    }

    /// Ends the wait of an interrupted caller as soon as its buffer is free.
    private void giveUp(java.util.function.Consumer<IOException> abort) throws IOException {
        InterruptedIOException given = new InterruptedIOException(request + " was interrupted");
        complete(given);
        boolean free;
        try {
            free = awaitEnd(GRACE);
        } catch (InterruptedException _) {
            free = false; // asked twice: it is urgent
        }
        if (!free) {
            abort.accept(given);
            awaitRelease();
        }
        Thread.currentThread().interrupt();
    }

    /// The connection has been aborted, so its threads are on their way out.
    private synchronized void awaitRelease() {
        boolean interrupted = false;
        while (!done || holders > 0) {
            try {
                wait();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
