package io.sendense.engine.api.rest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// What Jetty refuses before any of our code sees it, a head that is too large or no HTTP, is
/// answered with a status and nothing else. Thread-safe.
final class BareErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemAnswer.MEDIA_TYPE);
        String body =
                "{\"type\":\"about:blank\",\"title\":\"The request was refused.\",\"status\":%d}"
                        .formatted(status);
        response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.US_ASCII)), callback);
        return true;
    }
}
