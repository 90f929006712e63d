package io.sendense.engine.wire.ssh;

import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a server that is silent for a sign of life, and ends the connection to one that gives none.
///
/// JSch has its own, which lives from time-outs of its reads: one in the middle of a packet would
/// make it lose its place. This one only looks at when bytes came last.
final class KeepAlive implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeepAlive.class);

    /// Long enough for the answer to a question to have come, if anything at all has come.
    private static final Duration QUIET = Duration.ofSeconds(1);

    private final SshTimes times;
    private final SshSocket socket;
    private final Watch watch;
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long askedNanos = System.nanoTime() - QUIET.toNanos();
    private volatile boolean closed;
    private volatile @Nullable ScheduledFuture<?> looking;

    KeepAlive(SshTimes times, SshSocket socket, Watch watch) {
        this.times = times;
        this.socket = socket;
        this.watch = watch;
    }

    void start(Session session) {
        Duration pause = times.keepAlive().dividedBy(4);
        looking = watch.every(pause, () -> look(session));
        if (closed) {
            close();
        }
    }

    private void look(Session session) {
        Duration silence = socket.silence();
        if (silence.compareTo(times.silence()) >= 0) {
            LOG.info("nothing has come from {} for {} s", session.getHost(), silence.toSeconds());
            socket.close();
        } else if (silence.compareTo(times.keepAlive()) >= 0
                && System.nanoTime() - askedNanos >= times.keepAlive().toNanos()
                && asking.compareAndSet(false, true)) {
            // Sending may wait for ever: the next look ends the connection then.
            Thread.ofVirtual().name("ssh keep-alive").start(() -> ask(session));
        }
    }

    private void ask(Session session) {
        try {
            askedNanos = System.nanoTime();
            session.sendKeepAliveMsg();
        } catch (Exception e) { // JSch throws nothing narrower
            LOG.debug("a keep-alive was not sent", e);
        } finally {
            asking.set(false);
        }
    }

    /// Waits until no answer to a keep-alive can be on its way. JSch takes any answer to a global
    /// request for that to the last request, so a refused keep-alive would be a refused forward.
    void awaitQuiet(BooleanSupplier givenUp) {
        while (!quiet() && !givenUp.getAsBoolean() && !closed) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private boolean quiet() {
        long asked = askedNanos;
        return !asking.get()
                && System.nanoTime() - asked >= QUIET.toNanos()
                && (socket.lastNanos() - asked > 0 || socket.silence().compareTo(QUIET) < 0);
    }

    @Override
    public void close() {
        closed = true;
        ScheduledFuture<?> task = looking;
        if (task != null) {
            task.cancel(false);
        }
    }
}
