package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// TLS over another link: what is written is encrypted, what is read decrypted. The link below is
/// closed with this one.
///
/// One thread may read while another one writes. Renegotiation is refused; what TLS 1.3 has instead
/// (new keys, session tickets) happens by the way.
final class TlsLink implements Link {
    private static final Logger LOG = LoggerFactory.getLogger(TlsLink.class);

    /// How long a goodbye may take that the peer does not read.
    private static final Duration GOODBYE = Duration.ofMillis(250);

    private final Link below;
    private final SSLEngine engine;
    private final TlsBuffers buffers;

    /// Held while something is encrypted and sent, and during the handshake.
    private final ReentrantLock sending = new ReentrantLock();

    private final AtomicBoolean closed = new AtomicBoolean();

    private TlsLink(Link below, SSLEngine engine) {
        this.below = below;
        this.engine = engine;
        this.buffers = TlsBuffers.of(engine);
    }

    /// Agrees on TLS with the peer.
    ///
    /// @param below closed where that fails
    /// @throws NbdTlsException the two could not agree
    static TlsLink shakeHands(Link below, SSLEngine engine) throws IOException {
        TlsLink link = new TlsLink(below, engine);
        link.sending.lock();
        try {
            new TlsHandshake(below, engine, link.buffers).run();
            return link;
        } finally {
            link.sending.unlock();
        }
    }

    @Override
    public long read(ByteBuffer[] targets) throws IOException {
        ByteBuffer spilled = buffers.spilled();
        try {
            while (!spilled.hasRemaining()) {
                SSLEngineResult result = decrypt(targets);
                switch (result.getStatus()) {
                    case CLOSED -> {
                        return -1;
                    }
                    case BUFFER_UNDERFLOW -> {
                        if (!buffers.receive(below)) {
                            return -1; // a message that is cut off has a length that says so
                        }
                    }
                    case BUFFER_OVERFLOW -> throw new SSLException("a record is too long");
                    case OK -> {
                        // Look at what came of it.
                    }
                }
                handle(result.getHandshakeStatus());
                if (result.bytesProduced() > 0 && !spilled.hasRemaining()) {
                    return result.bytesProduced();
                }
            }
        } catch (SSLException e) {
            throw NbdTlsException.of("TLS has ended", e);
        }
        return buffers.takeSpilled(targets);
    }

    /// Decrypts a record into the targets, or aside where they have no room for it. Whether there
    /// is room is looked at before whether the record has come.
    private SSLEngineResult decrypt(ByteBuffer[] targets) throws SSLException {
        SSLEngineResult result = engine.unwrap(buffers.received(), targets);
        if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
            result = engine.unwrap(buffers.received(), buffers.spilled().clear());
            buffers.spilled().flip();
        }
        return result;
    }

    /// Follows what TLS wants between two records.
    private void handle(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
            return;
        }
        if (!engine.getSession().getProtocol().equals("TLSv1.3")) {
            throw new NbdTlsException("TLS has ended: the peer asks for a renegotiation");
        }
        if (status == HandshakeStatus.NEED_TASK) {
            TlsHandshake.runTasks(engine);
        }
        // Whoever is sending now, or next, sends what TLS has to say too.
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && sending.tryLock()) {
            try {
                buffers.sendOwn(below, engine);
            } finally {
                sending.unlock();
            }
        }
    }

    @Override
    public void write(ByteBuffer[] sources, int count) throws IOException {
        sending.lock();
        try {
            while (remaining(sources, count)) {
                encrypt(sources, count);
                buffers.send(below);
            }
        } catch (SSLException e) {
            throw NbdTlsException.of("TLS has ended", e);
        } finally {
            sending.unlock();
        }
    }

    private void encrypt(ByteBuffer[] sources, int count) throws SSLException {
        ByteBuffer encrypted = buffers.encrypted().clear();
        while (encrypted.remaining() >= buffers.recordBytes() && remaining(sources, count)) {
            SSLEngineResult result = engine.wrap(sources, 0, count, encrypted);
            if (result.getStatus() != SSLEngineResult.Status.OK) {
                throw new SSLException("TLS is " + result.getStatus());
            }
            if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                TlsHandshake.runTasks(engine);
            } else if (result.bytesProduced() == 0) {
                throw new SSLException("TLS takes nothing to send");
            }
        }
    }

    private static boolean remaining(ByteBuffer[] sources, int count) {
        for (int i = 0; i < count; i++) {
            if (sources[i].hasRemaining()) {
                return true;
            }
        }
        return false;
    }

    /// Says goodbye to the peer, unless something is being sent.
    @Override
    public void close() {
        if (!closed.getAndSet(true) && sending.tryLock()) {
            try (Deadline _ = new Deadline(GOODBYE, below::close)) {
                engine.closeOutbound();
                buffers.sendOwn(below, engine);
            } catch (IOException e) {
                LOG.debug("no end of TLS", e);
            } finally {
                sending.unlock();
            }
        }
        below.close();
    }
}
