package io.sendense.engine.source.vsphere.folder;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// One TLS connection that asks for ranges of files, one after the other (HTTP/1.1, RFC 9110
/// section 14, RFC 9112). Confined to one thread at a time; `close` may be called by any.
final class RangeConnection implements AutoCloseable {
    private static final int SCRATCH_BYTES = 64 << 10;
    private static final int LONGEST_HEAD_BYTES = 32 << 10;

    private final Socket plain;
    private final SSLSocket socket;
    private final InputStream in;
    private final String authority;

    /// What was received and not yet taken, from `position` to `limit`.
    private final byte[] scratch = new byte[SCRATCH_BYTES];

    private int position;
    private int limit;
    private boolean closes;

    /// Bytes of the answer's body not yet taken; -1 while a request has no answer.
    private long bodyLeft;

    private long idleSinceNanos;

    private RangeConnection(Socket plain, SSLSocket socket, String authority) throws IOException {
        this.plain = plain;
        this.socket = socket;
        this.in = socket.getInputStream();
        this.authority = authority;
    }

    static RangeConnection open(Address address, SSLContext tls, FolderLimits limits)
            throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.connect(
                    new InetSocketAddress(address.host(), address.port()),
                    Math.toIntExact(limits.connect().toMillis()));
            plain.setSoTimeout(Math.toIntExact(limits.silence().toMillis()));
            var secure =
                    (SSLSocket)
                            tls.getSocketFactory()
                                    .createSocket(plain, address.host(), address.port(), true);
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.startHandshake();
            return new RangeConnection(plain, secure, address.authority());
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    /// Where a server listens.
    record Address(String host, int port, String authority) {}

    /// Asks for `length` bytes of a file and reads the answer's head. The body is taken with
    /// [#read(ByteBuffer)] if the status is 206; otherwise this connection is at its end.
    ResponseHead get(String target, String cookie, long offset, int length) throws IOException {
        String request =
                "GET "
                        + target
                        + " HTTP/1.1\r\nHost: "
                        + authority
                        + "\r\nUser-Agent: Sendense\r\nAccept-Encoding: identity\r\nRange: bytes="
                        + offset
                        + "-"
                        + (offset + length - 1)
                        + (cookie.isEmpty() ? "" : "\r\nCookie: " + cookie)
                        + "\r\n\r\n";
        bodyLeft = -1;
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        ResponseHead head = ResponseHead.parse(readHead());
        while (head.isInterim()) {
            head = ResponseHead.parse(readHead());
        }
        closes = head.closes();
        if (head.isPartialContent()) {
            bodyLeft = head.length();
        }
        return head;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            if (head.length() == LONGEST_HEAD_BYTES) {
                throw new IOException("the answer's head is longer than " + LONGEST_HEAD_BYTES);
            }
            if (position == limit) {
                fill();
            }
            head.append((char) (scratch[position++] & 0xFF));
        }
        return head.toString();
    }

    private void fill() throws IOException {
        int read = in.read(scratch, 0, scratch.length);
        if (read < 0) {
            throw new EOFException("the server closed the connection");
        }
        position = 0;
        limit = read;
    }

    /// Puts some bytes of the body into `target`, at least one.
    ///
    /// @throws EOFException the connection ended before the body did, or the body is over
    void read(ByteBuffer target) throws IOException {
        int most = (int) Math.min(target.remaining(), bodyLeft);
        if (most <= 0) {
            throw new EOFException("the answer's body is over");
        }
        int count;
        if (position == limit && target.hasArray()) {
            int at = target.arrayOffset() + target.position();
            count = in.read(target.array(), at, most);
            if (count < 0) {
                throw new EOFException("the server closed the connection in mid-body");
            }
            target.position(target.position() + count);
        } else {
            if (position == limit) {
                fill();
            }
            count = Math.min(most, limit - position);
            target.put(scratch, position, count);
            position += count;
        }
        bodyLeft -= count;
    }

    /// Whether another request may be sent: the last answer was taken whole.
    boolean isReusable() {
        return bodyLeft == 0 && position == limit && !closes;
    }

    void idleFrom(long nanos) {
        idleSinceNanos = nanos;
    }

    long idleSinceNanos() {
        return idleSinceNanos;
    }

    /// Without TLS's goodbye: after a read that timed out the platform would wait for the server's,
    /// as long as for an answer.
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException e) {
            // nothing is written that could be lost
        }
    }
}
