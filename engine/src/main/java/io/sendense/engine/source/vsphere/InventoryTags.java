package io.sendense.engine.source.vsphere;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Tags;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import io.sendense.engine.source.vsphere.soap.SoapFault;
import io.sendense.engine.source.vsphere.tagging.TagReader;
import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The tags of a server as they were last read. Thread-safe.
///
/// An inventory never fails for its tags, and waits for them only so long: a reading goes on on a
/// thread of its own, and the next one who asks has what it found. When the tags cannot be read any
/// more, the last ones are told on for some minutes, then that they are not known. Why is logged
/// once. No login is tried here before the same account has logged in for everything else.
final class InventoryTags implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(InventoryTags.class);

    /// How long an inventory waits for its tags.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// How long tags are told that could not be read again.
    private static final Duration KEPT = Duration.ofMinutes(15);

    private static final Duration CALL = Duration.ofSeconds(30);
    private static final Duration LOGOUT = Duration.ofSeconds(2);
    private static final long ANSWER_BYTES = 64L << 20;

    private final VsphereEndpoint endpoint;
    private final ServerSession session;
    private final HttpsExchange https;
    private final TagReader reader;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Thread reading;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private @Nullable Tags last;

    @GuardedBy("lock")
    private long lastNanos;

    @GuardedBy("lock")
    private long begunNanos;

    @GuardedBy("lock")
    private @Nullable String logged;

    InventoryTags(VsphereEndpoint endpoint, ServerSession session, SSLContext tls) {
        this.endpoint = endpoint;
        this.session = session;
        this.https =
                new HttpsExchange(
                        tls,
                        new HttpsExchange.Limits(
                                endpoint.limits().calls().connect(), CALL, ANSWER_BYTES));
        this.reader = new TagReader(endpoint.sdk(), endpoint.user(), endpoint.password(), https);
    }

    /// Begins a reading, unless one is under way.
    ///
    /// @return what to [#await]
    Thread begin() {
        synchronized (lock) {
            if (reading == null || !reading.isAlive()) {
                Thread next =
                        Thread.ofVirtual()
                                .name("tags of " + endpoint.sdk().getHost())
                                .unstarted(this::read);
                reading = next;
                begunNanos = System.nanoTime();
                if (!closed) {
                    next.start();
                }
            }
            return reading;
        }
    }

    /// Waits for a reading, but not long.
    ///
    /// @return what is known then
    Tags await(Thread begun) throws InterruptedException {
        if (begun.getState() != Thread.State.NEW && !begun.join(PATIENCE)) {
            note("they were not read within " + PATIENCE.toSeconds() + " s");
        }
        return known();
    }

    /// What is known now. Begins a reading where the last one began long ago; only the very first
    /// is waited for.
    Tags current() throws InterruptedException {
        boolean due;
        boolean first;
        synchronized (lock) {
            first = reading == null;
            due =
                    first
                            || System.nanoTime() - begunNanos
                                    > endpoint.limits().rereadTags().toNanos();
        }
        Thread begun = due ? begin() : null;
        return first && begun != null ? await(begun) : known();
    }

    private Tags known() {
        synchronized (lock) {
            boolean recent = System.nanoTime() - lastNanos < KEPT.toNanos();
            return last != null && recent ? last : Tags.UNREADABLE;
        }
    }

    private void read() {
        try {
            Tags now = isVCenter() ? reader.read() : Tags.NONE;
            synchronized (lock) {
                last = now;
                lastNanos = System.nanoTime();
                logged = null;
            }
        } catch (IOException | EngineException | RuntimeException e) {
            // whatever a server answers, its inventory is to be had
            note(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A host has none. Whatever is asked, the account has logged in then.
    private boolean isVCenter() throws SoapFault, EngineException, InterruptedException {
        return session.repeat(
                "Login",
                (vim, server) ->
                        server.getAbout() != null
                                && "VirtualCenter".equals(server.getAbout().getApiType()));
    }

    private void note(String reason) {
        synchronized (lock) {
            if (closed || reason.equals(logged)) {
                return;
            }
            logged = reason;
        }
        LOG.info("the tags of {} are not known: {}", endpoint.sdk().getHost(), reason);
    }

    /// Ends a reading, and logs out as far as that works at once. Repeatable.
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
            if (reading != null) {
                reading.interrupt();
            }
        }
        Thread logout = Thread.ofVirtual().start(this::logout);
        boolean interrupted = Thread.interrupted();
        try {
            logout.join(LOGOUT);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        https.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void logout() {
        try {
            reader.end();
        } catch (IOException | RuntimeException e) {
            LOG.debug("a session at {} stays: {}", endpoint.sdk().getHost(), e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
