package io.sendense.engine.lab.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// One request and its answer. Confined to one thread, except [#drop()].
public final class Exchange {
    /// What of an unread body is still taken after the answer. A connection closed while its client
    /// sends is reset, and the answer may be lost with it: a refused upload must be told so.
    private static final long UNREAD_BYTES = 64L << 20;

    private final RequestHead head;
    private final RequestBody body;
    private final Connection connection;
    private boolean answered;
    private @org.jspecify.annotations.Nullable FixedLengthOutput output;

    Exchange(RequestHead head, RequestBody body, Connection connection) {
        this.head = head;
        this.body = body;
        this.connection = connection;
    }

    /// The method, such as `GET`.
    public String method() {
        return head.method();
    }

    /// The path, still percent-encoded.
    public String rawPath() {
        int question = head.target().indexOf('?');
        return question < 0 ? head.target() : head.target().substring(0, question);
    }

    /// Path and query as they were sent.
    public String target() {
        return head.target();
    }

    /// The query's parameters, decoded as a form.
    ///
    /// @throws IllegalArgumentException a malformed escape
    public Map<String, String> query() {
        int question = head.target().indexOf('?');
        if (question < 0) {
            return Map.of();
        }
        var parameters = new HashMap<String, String>();
        for (String pair : head.target().substring(question + 1).split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(
                        URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return Collections.unmodifiableMap(parameters);
    }

    /// A header, by name in any case.
    public Optional<String> header(String name) {
        return head.header(name);
    }

    /// A cookie's value, without the quotes a client may send around it.
    public Optional<String> cookie(String name) {
        for (String pair : header("cookie").orElse("").split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && pair.substring(0, equals).strip().equals(name)) {
                return Optional.of(pair.substring(equals + 1).strip().replace("\"", ""));
            }
        }
        return Optional.empty();
    }

    /// The request's body; empty where there is none.
    public InputStream body() {
        return body;
    }

    /// The address the request came from.
    public String peer() {
        return connection.peer();
    }

    /// Answers with a whole body.
    public void respond(int status, Map<String, String> headers, byte[] content)
            throws IOException {
        try (OutputStream target = respond(status, headers, (long) content.length)) {
            if (!method().equals("HEAD")) {
                target.write(content);
            }
        }
    }

    /// Answers with a body of exactly `length` bytes that the caller writes. To a `HEAD` request
    /// nothing must be written. A stream closed early cuts the connection.
    public OutputStream respond(int status, Map<String, String> headers, long length)
            throws IOException {
        if (answered) {
            throw new IllegalStateException("request answered twice");
        }
        answered = true;
        var text = new StringBuilder();
        text.append("HTTP/1.1 ").append(status).append(' ').append(reason(status)).append("\r\n");
        headers.forEach(
                (name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
        text.append("Content-Length: ").append(length).append("\r\n");
        if (!head.keepsAlive()) {
            text.append("Connection: close\r\n");
        }
        text.append("\r\n");
        var first = new ByteArrayOutputStream();
        first.write(text.toString().getBytes(StandardCharsets.UTF_8));
        output =
                new FixedLengthOutput(
                        connection.output(), first, method().equals("HEAD") ? 0 : length);
        return output;
    }

    /// Cuts the connection now, with a reset.
    public void drop() {
        connection.drop();
    }

    /// Ends the exchange; false where the connection is of no more use.
    boolean finish() throws IOException {
        FixedLengthOutput written = output;
        if (!answered || written == null || !written.complete()) {
            return false;
        }
        return body.drain(UNREAD_BYTES) && head.keepsAlive();
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 204 -> "No Content";
            case 206 -> "Partial Content";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 413 -> "Content Too Large";
            case 416 -> "Range Not Satisfiable";
            case 500 -> "Internal Server Error";
            case 503 -> "Service Unavailable";
            case 507 -> "Insufficient Storage";
            default -> "Status";
        };
    }
}
