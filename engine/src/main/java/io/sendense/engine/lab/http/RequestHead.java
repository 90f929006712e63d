package io.sendense.engine.lab.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The first lines of a request (RFC 9112, sections 2 to 6). Immutable.
///
/// @param method such as `GET`
/// @param target the request target, still percent-encoded
/// @param version `HTTP/1.1` or `HTTP/1.0`
/// @param headers values by lower-case name; repeated ones joined by a comma, cookies by `; `
record RequestHead(String method, String target, String version, Map<String, String> headers) {
    /// Clients send some hundred bytes; a basic-auth header or a cookie stays far below this.
    private static final int MAX_BYTES = 64 << 10;

    RequestHead {
        headers = Map.copyOf(headers);
    }

    /// Reads a head; empty where the peer closed the connection between two requests.
    static Optional<RequestHead> read(InputStream input) throws IOException {
        String first = "";
        var budget = new Budget();
        while (first.isEmpty()) {
            int next = input.read();
            if (next < 0) {
                return Optional.empty();
            }
            first = line(input, next, budget);
        }
        String[] parts = first.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new ProtocolException("malformed request line of " + first.length() + " bytes");
        }
        var headers = new TreeMap<String, String>();
        while (true) {
            String line = line(input, input.read(), budget);
            if (line.isEmpty()) {
                return Optional.of(new RequestHead(parts[0], parts[1], parts[2], headers));
            }
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new ProtocolException("header line without a name");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String separator = name.equals("cookie") ? "; " : ", ";
            headers.merge(
                    name, line.substring(colon + 1).strip(), (old, more) -> old + separator + more);
        }
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /// Whether the client wants to go on using the connection.
    boolean keepsAlive() {
        String connection = header("connection").orElse("").toLowerCase(Locale.ROOT);
        return version.equals("HTTP/1.1")
                ? !connection.contains("close")
                : connection.contains("keep-alive");
    }

    private static String line(InputStream input, int first, Budget budget) throws IOException {
        var bytes = new java.io.ByteArrayOutputStream(80);
        int next = first;
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("connection closed within a request head");
            }
            budget.take();
            bytes.write(next);
            next = input.read();
        }
        String line = bytes.toString(StandardCharsets.ISO_8859_1);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /// How many bytes of the head are still allowed.
    private static final class Budget {
        private int left = MAX_BYTES;

        void take() throws ProtocolException {
            if (--left < 0) {
                throw new ProtocolException("request head over " + MAX_BYTES + " bytes");
            }
        }
    }
}
