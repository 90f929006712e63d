package io.sendense.engine.source.vsphere.folder;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import io.sendense.engine.security.CertificateRefusedException;
import io.sendense.engine.source.vsphere.http.Backoff;
import io.sendense.engine.source.vsphere.http.HttpAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Optional;
import java.util.OptionalLong;

/// Sizes of datastore files, and the content of small ones. Thread-safe.
final class SmallFiles {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int MOST_RENEWALS = 3;

    private final FolderServer server;

    SmallFiles(FolderServer server) {
        this.server = server;
    }

    /// Size of a file in bytes; nothing if there is none.
    OptionalLong size(String target) throws IOException, InterruptedException {
        HttpAnswer answer = send(target, "HEAD");
        if (answer.status() == NOT_FOUND) {
            return OptionalLong.empty();
        }
        return answer.headers().firstValueAsLong("Content-Length");
    }

    /// The content of a file; nothing if there is none, or if it is longer than `mostBytes`.
    Optional<byte[]> content(String target, int mostBytes)
            throws IOException, InterruptedException {
        OptionalLong size = size(target);
        if (size.isEmpty() || size.getAsLong() > mostBytes) {
            return Optional.empty();
        }
        HttpAnswer answer = send(target, "GET");
        if (answer.status() == NOT_FOUND) {
            return Optional.empty();
        }
        try (InputStream content = answer.content()) {
            return Optional.of(content.readNBytes(mostBytes));
        }
    }

    private HttpAnswer send(String target, String method) throws IOException, InterruptedException {
        Backoff backoff = new Backoff(server.limits().retry());
        int renewals = 0;
        while (true) {
            try {
                String cookie = server.admission().cookie(method, target);
                HttpAnswer answer = server.https().send(request(target, method, cookie));
                switch (answer.status()) {
                    case OK, NOT_FOUND -> {
                        return answer;
                    }
                    case 401, 403 -> {
                        if (++renewals > MOST_RENEWALS) {
                            throw new RefusedReadException(Cause.of(CauseCode.SESSION_REFUSED));
                        }
                        server.admission().renew(cookie);
                    }
                    case 408, 425, 429, 500, 502, 503, 504 ->
                            throw new ExplainedException(status(answer));
                    default -> throw new RefusedReadException(status(answer));
                }
            } catch (RefusedReadException e) {
                throw e;
            } catch (IOException e) {
                if (CertificateRefusedException.in(e).isPresent()) {
                    throw e;
                }
                if (!backoff.pause()) {
                    throw new ExplainedException(
                            Cause.of(CauseCode.FETCH_FAILED)
                                    .with("place", method + " " + target)
                                    .withTime("time", server.limits().retry())
                                    .because(e),
                            e);
                }
            }
        }
    }

    private static Cause status(HttpAnswer answer) {
        return Cause.of(CauseCode.HTTP_STATUS).with("status", Integer.toString(answer.status()));
    }

    private HttpRequest request(String target, String method, String cookie) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(
                                URI.create("https://" + server.address().authority() + target))
                        .header("User-Agent", "Sendense")
                        .method(method, HttpRequest.BodyPublishers.noBody());
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        return request.build();
    }
}
