package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The connections to an export that are in use, and how they are replaced when one of them is
/// lost: all of them, because nobody can tell from one whether the server has begun anew.
/// Thread-safe.
final class Redialer {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

    /// What must be done over new connections before they are used.
    @FunctionalInterface
    interface Preparation {
        /// Does it.
        ///
        /// @throws NbdWritesLostException there is no use in going on
        void over(ExportClient client) throws IOException;
    }

    private final Dialer dialer;
    private final NbdReconnect policy;
    private final NbdTerms terms;
    private final ReentrantLock replacing = new ReentrantLock();

    /// Null while they are being replaced.
    private volatile @Nullable ExportClient current;

    private volatile boolean closed;

    @GuardedBy("replacing")
    private @Nullable NbdWritesLostException lost;

    Redialer(Dialer dialer, NbdReconnect policy, ExportClient first) {
        this.dialer = dialer;
        this.policy = policy;
        this.terms = first.terms();
        this.current = first;
    }

    /// The connections in use. Waits while they are being replaced.
    ExportClient current() throws IOException {
        while (true) {
            ExportClient client = current;
            if (client != null) {
                return client;
            }
            acquire();
            replacing.unlock();
        }
    }

    boolean isCurrent(ExportClient client) {
        return current == client;
    }

    /// When a call that fails now is to be given up.
    long deadline() {
        return System.nanoTime() + policy.limit().toNanos();
    }

    /// Replaces connections that failed, unless somebody else has.
    ///
    /// @param deadline when the call that noticed is to be given up
    /// @param cause why they failed
    void replace(ExportClient failed, long deadline, IOException cause, Preparation preparation)
            throws IOException {
        acquire();
        try {
            if (closed) {
                throw new NbdDisconnectedException(dialer.uri() + ": the device was closed", cause);
            }
            if (System.nanoTime() - deadline > 0) {
                throw cause;
            }
            if (lost != null) {
                throw new NbdWritesLostException(String.valueOf(lost.getMessage()), lost);
            }
            if (!isCurrent(failed)) {
                return;
            }
            ExportClient next = failed;
            current = null;
            try {
                failed.close();
                next = redial(deadline, cause, preparation);
            } finally {
                current = next;
            }
        } finally {
            replacing.unlock();
        }
    }

    @GuardedBy("replacing")
    private ExportClient redial(long deadline, IOException cause, Preparation preparation)
            throws IOException {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try {
                return prepared(preparation);
            } catch (NbdWritesLostException e) {
                lost = e;
                throw e;
            } catch (NbdSizeMismatchException | NbdProtocolException | NbdTlsException e) {
                e.addSuppressed(cause);
                throw e;
            } catch (IOException e) {
                boolean over = System.nanoTime() + pause.toNanos() - deadline > 0;
                if (closed || over) {
                    throw givenUp(cause, e);
                }
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
            pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        }
    }

    private ExportClient prepared(Preparation preparation) throws IOException {
        ExportClient next = dialer.dial(Optional.of(terms));
        boolean ready = false;
        try {
            preparation.over(next);
            ready = true;
            return next;
        } finally {
            if (!ready) {
                next.close();
            }
        }
    }

    private NbdDisconnectedException givenUp(IOException cause, IOException last) {
        NbdDisconnectedException failure =
                new NbdDisconnectedException(
                        cause.getMessage()
                                + "; there was no new connection within "
                                + policy.limit().toMillis()
                                + " ms: "
                                + last.getMessage(),
                        cause);
        failure.addSuppressed(last);
        return failure;
    }

    private static void sleep(Duration time) throws InterruptedIOException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void acquire() throws InterruptedIOException {
        try {
            replacing.lockInterruptibly();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException failure =
                new InterruptedIOException("interrupted while connecting again");
        failure.initCause(cause);
        return failure;
    }

    /// Closes the connections, and ends attempts to make new ones.
    void close() {
        closed = true;
        replacing.lock();
        try {
            ExportClient client = current;
            if (client != null) {
                client.close();
            }
        } finally {
            replacing.unlock();
        }
    }
}
