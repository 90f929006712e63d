package io.sendense.engine.lab.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// One accepted connection and the requests on it, one after the other. Runs on one thread;
/// [#drop()] may be called from any.
final class Connection {
    private static final Duration HANDSHAKE_LIMIT = Duration.ofSeconds(10);
    private static final Duration READ_LIMIT = Duration.ofSeconds(60);
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

    private final Socket socket;
    private final SSLContext context;
    private final HttpHandler handler;
    private @org.jspecify.annotations.Nullable OutputStream output;

    Connection(Socket socket, SSLContext context, HttpHandler handler) {
        this.socket = socket;
        this.context = context;
        this.handler = handler;
    }

    /// Serves until either side closes.
    void serve() throws IOException, InterruptedException {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) HANDSHAKE_LIMIT.toMillis());
        // With null instead of data read before, the factory layers TLS in the server's role.
        try (SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, null, true)) {
            tls.startHandshake();
            output = tls.getOutputStream();
            InputStream input = new BufferedInputStream(tls.getInputStream(), 16 << 10);
            boolean again = true;
            while (again) {
                socket.setSoTimeout((int) IDLE_LIMIT.toMillis());
                Optional<RequestHead> head = readHead(input);
                again = head.isPresent() && answer(head.get(), input);
            }
        }
    }

    OutputStream output() throws IOException {
        OutputStream present = output;
        if (present == null) {
            throw new IOException("no TLS session yet");
        }
        return present;
    }

    String peer() {
        return socket.getInetAddress().getHostAddress();
    }

    /// Cuts the connection with a reset instead of an orderly end.
    void drop() {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException _) {
            // it was closed already, which is what is wanted
        }
        try {
            socket.close();
        } catch (IOException _) {
            // nothing is left to close
        }
    }

    private static Optional<RequestHead> readHead(InputStream input) throws IOException {
        try {
            return RequestHead.read(input);
        } catch (SocketTimeoutException _) {
            return Optional.empty();
        }
    }

    private boolean answer(RequestHead head, InputStream input)
            throws IOException, InterruptedException {
        socket.setSoTimeout((int) READ_LIMIT.toMillis());
        boolean expects = head.header("expect").orElse("").equalsIgnoreCase("100-continue");
        var body =
                RequestBody.of(
                        input, head, expects ? Optional.of(this::sendContinue) : Optional.empty());
        var exchange = new Exchange(head, body, this);
        try {
            handler.handle(exchange);
        } catch (UncheckedIOException e) {
            throw new IOException("reply failed", e);
        }
        return exchange.finish();
    }

    private void sendContinue() {
        try {
            output().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            output().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
