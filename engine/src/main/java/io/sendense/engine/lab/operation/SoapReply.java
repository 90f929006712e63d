package io.sendense.engine.lab.operation;

import io.sendense.engine.lab.http.Exchange;
import io.sendense.engine.lab.session.Session;
import io.sendense.engine.lab.session.SessionCookie;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/// Sends a reply envelope, compressed where the client takes that.
final class SoapReply {
    /// Below this, compression costs more than it saves.
    private static final int COMPRESS_FROM_BYTES = 4 << 10;

    private SoapReply() {}

    /// @param login the session the client is to use from now on
    static void send(Exchange exchange, int status, String envelope, Optional<Session> login)
            throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/xml; charset=utf-8");
        headers.put("Cache-Control", "no-cache");
        login.ifPresent(session -> headers.put("Set-Cookie", SessionCookie.header(session)));
        byte[] content = envelope.getBytes(StandardCharsets.UTF_8);
        boolean takesGzip = exchange.header("accept-encoding").orElse("").contains("gzip");
        if (takesGzip && content.length >= COMPRESS_FROM_BYTES) {
            headers.put("Content-Encoding", "gzip");
            content = compressed(content);
        }
        exchange.respond(status, headers, content);
    }

    private static byte[] compressed(byte[] content) throws IOException {
        var target = new ByteArrayOutputStream(content.length / 8);
        try (var gzip = new FastGzip(target)) {
            gzip.write(content);
        }
        return target.toByteArray();
    }

    /// Speed before size: the reply goes over the loopback interface.
    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(ByteArrayOutputStream target) throws IOException {
            super(target);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
