package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the two sides of a link agree on TLS. Confined to one thread.
final class TlsHandshake {
    private static final Logger LOG = LoggerFactory.getLogger(TlsHandshake.class);

    /// How long a client may take to hear why it is being left.
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final Link below;
    private final SSLEngine engine;
    private final TlsBuffers buffers;

    TlsHandshake(Link below, SSLEngine engine, TlsBuffers buffers) {
        this.below = below;
        this.engine = engine;
        this.buffers = buffers;
    }

    /// Goes through it, and closes the link where it fails.
    ///
    /// @throws NbdTlsException the two could not agree
    void run() throws IOException {
        try {
            engine.beginHandshake();
            while (step()) {
                // As long as it takes.
            }
        } catch (SSLException e) {
            sendAlert();
            below.close();
            throw NbdTlsException.of("no TLS", e);
        } catch (IOException e) {
            below.close();
            throw e;
        }
    }

    private boolean step() throws IOException {
        return switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                runTasks(engine);
                yield true;
            }
            case NEED_WRAP -> {
                buffers.sendOwn(below, engine);
                yield true;
            }
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                take();
                yield true;
            }
            case FINISHED, NOT_HANDSHAKING -> false;
        };
    }

    private void take() throws IOException {
        SSLEngineResult result = engine.unwrap(buffers.received(), buffers.spilled().clear());
        buffers.spilled().flip();
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW
                && !buffers.receive(below)) {
            throw new SSLException("the peer closed the connection in the handshake");
        }
        if (result.getStatus() == SSLEngineResult.Status.CLOSED || result.bytesProduced() > 0) {
            throw new SSLException("the peer did not complete the handshake");
        }
    }

    static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask();
                task != null;
                task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /// Tells the peer why it is being left, if the engine has words for it.
    private void sendAlert() {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                buffers.sendOwn(below, engine);
                if (!engine.getUseClientMode()) {
                    awaitEnd();
                }
            }
        } catch (IOException e) {
            LOG.debug("no TLS alert", e);
        }
    }

    /// A socket that is closed with bytes of the client unread takes back what was sent last.
    private void awaitEnd() throws IOException {
        try (Deadline _ = new Deadline(FAREWELL, below::close)) {
            ByteBuffer ignored = buffers.encrypted();
            while (below.read(new ByteBuffer[] {ignored.clear()}) >= 0) {
                // Whatever it still sends is of no interest.
            }
        }
    }
}
