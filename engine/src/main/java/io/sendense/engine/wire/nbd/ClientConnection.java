package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One connection to an export in the transmission phase: many requests in flight, replies in any
/// order. Thread-safe.
///
/// It lives until it is closed or breaks; then every request in flight fails, and every later one.
/// A second connection in its place would be for the caller to make.
final class ClientConnection implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(1);

    private final Link link;
    private final NbdTerms terms;
    private final String export;
    private final Duration requestTime;
    private final Outbox outbox;
    private final Thread reader;
    private final AtomicLong cookies = new AtomicLong(1);
    private final Map<Long, PendingRequest> pending = new ConcurrentHashMap<>();
    private final Object lock = new Object();

    /// Why no request can be sent any more; null while they can.
    @GuardedBy("lock")
    private @Nullable IOException ended;

    private ClientConnection(
            Link link, LinkInput input, NbdTerms terms, NbdUri uri, Duration requestTime) {
        this.link = link;
        this.terms = terms;
        this.export = uri.toString();
        this.requestTime = requestTime;
        this.outbox = new Outbox(link, "nbd-client-writer", this::fail);
        this.reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("nbd-client-reader")
                        .unstarted(() -> read(new ReplyReader(input, terms, pending, export)));
    }

    /// Connects and completes the handshake, each within the options' time to connect.
    static ClientConnection open(NbdUri uri, NbdClientOptions options) throws IOException {
        Link plain = Connector.connect(uri.endpoint(), options.connectTime());
        try {
            ClientConnection connection =
                    shakeHands(
                            plain,
                            uri,
                            options.connectTime(),
                            () -> {
                                ClientOpening opening = ClientOpening.over(plain, uri, options);
                                NbdTerms terms = new ClientHandshake(opening, uri, options).run();
                                return new ClientConnection(
                                        opening.link(),
                                        opening.input(),
                                        terms,
                                        uri,
                                        options.requestTime());
                            });
            connection.outbox.start();
            connection.reader.start();
            return connection;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    /// Connects and asks which exports there are, each within the options' time to connect.
    static List<NbdExportEntry> list(NbdUri uri, NbdClientOptions options) throws IOException {
        try (Link plain = Connector.connect(uri.endpoint(), options.connectTime())) {
            return shakeHands(
                    plain,
                    uri,
                    options.connectTime(),
                    () -> {
                        ClientOpening opening = ClientOpening.over(plain, uri, options);
                        try (Link _ = opening.link()) {
                            return new ExportListing(opening, uri).run();
                        }
                    });
        }
    }

    private interface Handshake<T> {
        T run() throws IOException;
    }

    private static <T> T shakeHands(Link link, NbdUri uri, Duration limit, Handshake<T> handshake)
            throws IOException {
        try (Deadline deadline = new Deadline(limit, link::close)) {
            try {
                return handshake.run();
            } catch (NbdProtocolException | NbdRefusedException e) {
                throw e;
            } catch (NbdTlsException e) {
                throw new NbdTlsException(uri + ": " + e.getMessage(), e);
            } catch (IOException e) {
                IOException cause = deadline.explain(e, "the handshake");
                throw new NbdDisconnectedException(
                        "no handshake with " + uri + ": " + words(cause), cause);
            }
        }
    }

    NbdTerms terms() {
        return terms;
    }

    /// Whether requests can still be sent.
    boolean alive() {
        synchronized (lock) {
            return ended == null;
        }
    }

    /// Sends a request without waiting for its reply, which `await` does. The buffers in it belong
    /// to the connection until then.
    ///
    /// @param payload what follows the header, with its length as that of the range; else null
    PendingRequest submit(
            Command command,
            int flags,
            RequestRange range,
            @Nullable ByteBuffer payload,
            ReplyContent reply)
            throws IOException {
        boolean marked = payload != null && terms.headers() == NbdHeaders.EXTENDED;
        Request header =
                Request.of(
                        command,
                        marked ? flags | Command.FLAG_PAYLOAD_LEN : flags,
                        cookies.getAndIncrement(),
                        range.offset(),
                        range.length());
        PendingRequest request = new PendingRequest(header, terms.headers(), payload, reply);
        synchronized (lock) {
            if (ended != null) {
                throw new NbdDisconnectedException(
                        export + ": " + header + " cannot be sent: " + words(ended), ended);
            }
            pending.put(header.cookie(), request);
        }
        if (!outbox.post(request)) {
            fail(new IOException("the connection is being closed"));
        }
        return request;
    }

    /// Waits for the reply to a request; see [PendingRequest#await].
    void await(PendingRequest request) throws IOException {
        try {
            request.await(requestTime, this::fail);
        } catch (NbdErrorException e) {
            if (e.errno() == NbdErrno.ESHUTDOWN) {
                retire(e);
            }
            throw e;
        }
    }

    /// Sends nothing more: after `ESHUTDOWN` only a goodbye is allowed (proto.md, "Terminating the
    /// transmission phase").
    ///
    /// @return why nothing is sent any more: what came first
    private IOException retire(IOException cause) {
        synchronized (lock) {
            if (ended == null) {
                ended = cause;
            }
            return ended;
        }
    }

    private void read(ReplyReader replies) {
        try {
            replies.run();
            fail(new IOException("the server closed the connection"));
        } catch (IOException | RuntimeException e) {
            fail(e instanceof IOException broken ? broken : new IOException(e));
        }
    }

    /// Ends the connection and fails what is in flight.
    private void fail(IOException cause) {
        IOException first = retire(cause);
        link.close();
        outbox.finish();
        for (PendingRequest request : pending.values()) {
            request.complete(
                    new NbdDisconnectedException(
                            export + ": " + request.request() + " failed: " + words(first), first));
        }
        pending.clear();
    }

    private static String words(IOException cause) {
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }

    /// Says goodbye and closes; requests in flight fail. Repeatable.
    @Override
    public void close() {
        Request goodbye = Request.of(Command.DISC, 0, 0, 0, 0);
        outbox.post(new PendingRequest(goodbye, terms.headers(), null, new ReplyContent.Nothing()));
        outbox.finish();
        try {
            outbox.join(GOODBYE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        fail(new IOException("the device was closed"));
    }
}
