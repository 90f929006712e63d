package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The connections of one source to one server: a bounded number, kept for a while when idle.
/// Thread-safe.
final class ConnectionPool implements AutoCloseable {
    /// Servers close idle connections without a word; most wait longer than this.
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(15);

    private final RangeConnection.Address address;
    private final SSLContext tls;
    private final FolderLimits limits;
    private final Semaphore free;

    // guarded by this
    private final Deque<RangeConnection> idle = new ArrayDeque<>();
    private final Set<RangeConnection> taken = new HashSet<>();
    private boolean closed;

    ConnectionPool(RangeConnection.Address address, SSLContext tls, FolderLimits limits) {
        this.address = address;
        this.tls = tls;
        this.limits = limits;
        this.free = new Semaphore(limits.connections(), true);
    }

    /// A connection for the time of one request; `close` gives it back.
    final class Lease implements AutoCloseable {
        private final RangeConnection connection;
        private final boolean used;

        private Lease(RangeConnection connection, boolean used) {
            this.connection = connection;
            this.used = used;
        }

        RangeConnection connection() {
            return connection;
        }

        /// Whether it has carried requests before, and may have been closed by the server since.
        boolean isUsed() {
            return used;
        }

        @Override
        public void close() {
            giveBack(connection);
        }
    }

    /// Takes an idle connection or opens one. Waits while all are taken.
    ///
    /// @param fresh whether an idle one will not do
    Lease take(boolean fresh) throws IOException, InterruptedException {
        free.acquire();
        boolean done = false;
        try {
            RangeConnection waiting = fresh ? null : idle();
            RangeConnection connection =
                    waiting == null ? RangeConnection.open(address, tls, limits) : waiting;
            register(connection);
            done = true;
            return new Lease(connection, waiting != null);
        } finally {
            if (!done) {
                free.release();
            }
        }
    }

    private synchronized @Nullable RangeConnection idle() {
        long now = System.nanoTime();
        for (RangeConnection next = idle.pollLast(); next != null; next = idle.pollLast()) {
            if (now - next.idleSinceNanos() < LONGEST_IDLE.toNanos()) {
                return next;
            }
            next.close();
        }
        return null;
    }

    private synchronized void register(RangeConnection connection) throws IOException {
        if (closed) {
            connection.close();
            throw new RefusedReadException(Cause.of(CauseCode.SOURCE_CLOSED));
        }
        taken.add(connection);
    }

    private void giveBack(RangeConnection connection) {
        if (!keep(connection)) {
            connection.close();
        }
        free.release();
    }

    private synchronized boolean keep(RangeConnection connection) {
        taken.remove(connection);
        boolean kept = connection.isReusable() && !closed;
        if (kept) {
            connection.idleFrom(System.nanoTime());
            idle.addLast(connection);
        }
        return kept;
    }

    /// Closes all connections; reads under way fail. Repeatable.
    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(RangeConnection::close);
        idle.clear();
        taken.forEach(RangeConnection::close);
    }
}
