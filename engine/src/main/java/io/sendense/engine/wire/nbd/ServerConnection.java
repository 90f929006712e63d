package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One client of a server, from being accepted to being gone. `run` is its reading thread; the
/// other methods may be called by anyone.
final class ServerConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final WatchedLink link;
    private final Exports exports;
    private final NbdPolicy policy;
    private final NbdLimits limits;
    private final RequestWindow window;
    private final Thread reader;
    private Runnable whenGone = () -> {};

    /// What reads from the link; reading thread only.
    private LinkInput input;

    /// The export this connection counts against; reading thread only.
    private @Nullable Export seat;

    ServerConnection(
            SocketChannel channel,
            Exports exports,
            NbdPolicy policy,
            NbdLimits limits,
            PayloadPool pool)
            throws IOException {
        this.link = new WatchedLink(new ChannelLink(channel), limits.times());
        this.input = new LinkInput(link);
        this.exports = exports;
        this.policy = policy;
        this.limits = limits;
        this.window = new RequestWindow(limits.flow(), pool);
        this.reader = Thread.ofPlatform().daemon().name("nbd-server-reader").unstarted(this);
    }

    /// Begins to serve the client.
    ///
    /// @param gone called when nothing of the connection is left, on its thread
    void start(Runnable gone) {
        this.whenGone = gone;
        reader.start();
    }

    /// Asks an export to let this connection in.
    Export.Admission enter(Export export) {
        Export.Admission admission = export.admit(this);
        if (admission == Export.Admission.ADMITTED) {
            seat = export;
        }
        return admission;
    }

    LinkInput input() {
        return input;
    }

    /// A channel for the haggling over the link as it is now.
    OptionChannel options() {
        return new OptionChannel(link, input, limits.peers().optionBytes());
    }

    /// Goes over to TLS.
    ///
    /// @throws NbdProtocolException the client has sent more in plain text, which somebody else may
    ///   have added
    void secure() throws IOException {
        if (input.received().hasRemaining()) {
            throw new NbdProtocolException("plain text follows NBD_OPT_STARTTLS");
        }
        NbdServerTls tls = policy.tls();
        link.change(plain ->
                TlsLink.shakeHands(
                        plain, tls.credentials().orElseThrow().serverEngine(tls.clients())));
        input = new LinkInput(link);
    }

    @Override
    public void run() {
        try {
            new ServerHandshake(exports, policy, this).run().ifPresent(this::transmit);
        } catch (NbdTlsException e) {
            LOG.info("a client is sent away: {}", e.getMessage());
        } catch (IOException e) {
            LOG.debug("a client is given up", e);
        } finally {
            link.close();
            if (seat != null) {
                seat.depart(this);
            }
            whenGone.run();
        }
    }

    private void transmit(ServerHandshake.Session session) {
        Outbox outbox = new Outbox(link, "nbd-server-writer", _ -> link.close());
        outbox.start();
        try {
            new Transmission(link, input, outbox, window, session, limits.flow().requestBytes())
                    .run();
        } catch (IOException e) {
            LOG.debug("export '{}': a client is gone", session.export().name(), e);
            link.close();
        } catch (InterruptedException _) {
            link.close(); // asked to end by close()
        } finally {
            window.drain();
            outbox.finish();
        }
    }

    /// Closes the connection if the client has let the server wait for too long.
    void expire() {
        if (link.overdue(!window.idle())) {
            LOG.info("a client is given up: it let the server wait for too long");
            link.close();
        }
    }

    /// Ends the connection at once. Does not wait for its thread.
    void close() {
        link.close();
        reader.interrupt();
    }
}
