package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.security.CertificateRefusedException;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.vsphere.http.Backoff;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads ranges of one file, going on where a failed attempt ended. Thread-safe; every call is
/// confined to its thread.
final class RangeReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RangeReader.class);

    /// A session that is refused this often in a row, fresh each time, is not what is missing.
    private static final int MOST_RENEWALS = 3;

    private final String name;
    private final DatastorePath file;
    private final String target;
    private final ConnectionPool connections;
    private final FileAdmission admission;
    private final FolderLimits limits;

    /// Those that carry a request of this reader now.
    private final Set<RangeConnection> inUse = ConcurrentHashMap.newKeySet();

    private volatile boolean closed;

    /// @param name the file, for messages
    /// @param target the file, as the server is asked for it
    RangeReader(String name, DatastorePath file, String target, FolderServer server) {
        this.name = name;
        this.file = file;
        this.target = target;
        this.connections = server.connections();
        this.admission = server.admission();
        this.limits = server.limits();
    }

    /// The file, for messages.
    String name() {
        return name;
    }

    /// The datastore that the file lies on.
    String datastore() {
        return file.datastore();
    }

    /// Fills `buffer` with the bytes at `offset`.
    ///
    /// @param times told what of it the way takes
    /// @throws InterruptedIOException the thread was interrupted; its interrupt status is set
    /// @throws IOException no byte came for the time of retrying, or the server refuses
    void read(long offset, ByteBuffer buffer, ReadTimes times) throws IOException {
        int start = buffer.position();
        Backoff backoff = new Backoff(limits.retry());
        Attempt attempt = new Attempt(times);
        while (buffer.hasRemaining()) {
            int before = buffer.position();
            try {
                attempt.run(offset + (before - start), buffer);
            } catch (InterruptedException e) {
                throw interrupted(e);
            } catch (RefusedReadException e) {
                throw new ExplainedException(at(offset, start, buffer).because(e), e);
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted(e);
                }
                if (CertificateRefusedException.in(e).isPresent()) {
                    // not the way to the server, its identity is in question
                    throw new ExplainedException(at(offset, start, buffer).because(e), e);
                }
                if (buffer.position() > before) {
                    backoff = new Backoff(limits.retry());
                }
                pause(backoff, at(offset, start, buffer), e);
            }
        }
    }

    /// Ends the reads under way: they fail, at the latest after the pause before a next attempt.
    /// Repeatable.
    @Override
    public void close() {
        closed = true;
        inUse.forEach(RangeConnection::close);
    }

    private void checkOpen() throws RefusedReadException {
        if (closed) {
            throw new RefusedReadException(Cause.of(CauseCode.DISK_CLOSED));
        }
    }

    private Cause at(long offset, int start, ByteBuffer buffer) {
        return Cause.of(CauseCode.READING_AT)
                .with("file", name)
                .withCount("offset", offset + (buffer.position() - start))
                .withBytes("left", buffer.remaining());
    }

    private void pause(Backoff backoff, Cause where, IOException cause) throws IOException {
        try {
            if (!backoff.pause()) {
                throw new ExplainedException(
                        where.because(
                                Cause.of(CauseCode.NO_BYTE)
                                        .withTime("silence", limits.retry())
                                        .withCount("attempts", backoff.attempts() + 1)
                                        .because(cause)),
                        cause);
            }
            LOG.info("{} again, after: {}", where, cause.toString());
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(Exception cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException interrupted =
                new InterruptedIOException("interrupted while reading");
        interrupted.initCause(cause);
        return interrupted;
    }

    /// A connection that `RangeReader.close` ends.
    private final class Use implements AutoCloseable {
        private final RangeConnection connection;

        Use(RangeConnection connection) {
            this.connection = connection;
            inUse.add(connection);
        }

        RangeConnection connection() {
            return connection;
        }

        @Override
        public void close() {
            inUse.remove(connection);
        }
    }

    /// The attempts of one read.
    private final class Attempt {
        private final ReadTimes times;
        private boolean fresh;
        private int renewals;

        Attempt(ReadTimes times) {
            this.times = times;
        }

        /// Sends one request and takes its body.
        void run(long offset, ByteBuffer buffer) throws IOException, InterruptedException {
            int asked = Math.min(buffer.remaining(), limits.requestBytes());
            checkOpen();
            String cookie = admission.cookie("GET", target);
            try (ConnectionPool.Lease lease = connections.take(fresh);
                    Use use = new Use(lease.connection())) {
                fresh = false;
                RangeConnection connection = use.connection();
                checkOpen();
                ResponseHead head;
                try {
                    head = connection.get(target, cookie, offset, asked);
                } catch (SocketTimeoutException e) {
                    throw e;
                } catch (IOException e) {
                    if (lease.isUsed() && !Thread.currentThread().isInterrupted()) {
                        // most likely the server had closed an idle connection
                        fresh = true;
                        return;
                    }
                    throw e;
                }
                if (head.isPartialContent()) {
                    take(connection, head, offset, asked, buffer);
                    renewals = 0;
                    return;
                }
                judge(head.status());
            }
            if (++renewals > MOST_RENEWALS) {
                throw new RefusedReadException(Cause.of(CauseCode.SESSION_REFUSED));
            }
            admission.renew(cookie);
        }

        private void take(
                RangeConnection connection,
                ResponseHead head,
                long offset,
                int asked,
                ByteBuffer buffer)
                throws IOException {
            if (!head.answers(offset, asked)) {
                throw new RefusedReadException(
                        Causes.technical(
                                "asked for %d bytes at %d, got %s".formatted(asked, offset, head)));
            }
            int end = buffer.position() + Math.toIntExact(head.length());
            if (buffer.position() < end) {
                // the head may come before the server has looked for the bytes
                connection.read(buffer);
            }
            long first = System.nanoTime();
            try {
                while (buffer.position() < end) {
                    connection.read(buffer);
                }
            } finally {
                times.arrived(System.nanoTime() - first);
            }
        }

        private static Cause status(CauseCode code, int status) {
            return Cause.of(code).with("status", Integer.toString(status));
        }

        /// Returns if a new session may help.
        private static void judge(int status) throws IOException {
            switch (status) {
                case 401, 403 -> {}
                case 408, 425, 429, 500, 502, 503, 504 ->
                        throw new ExplainedException(status(CauseCode.HTTP_STATUS, status));
                case 200 -> throw new RefusedReadException(Cause.of(CauseCode.RANGES_IGNORED));
                case 404 ->
                        throw new RefusedReadException(status(CauseCode.HTTP_FILE_GONE, status));
                default -> throw new RefusedReadException(status(CauseCode.HTTP_STATUS, status));
            }
        }
    }
}
