package io.sendense.engine.source.vsphere.tagging;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.vsphere.http.HttpAnswer;
import io.sendense.engine.source.vsphere.http.HttpsExchange;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A login at the Automation API, made on first use and again when the server has forgotten it.
/// Thread-safe.
///
/// A refused login is not tried again: repeating a wrong password locks accounts. A server without
/// this API is not asked again for some minutes.
final class AutomationSession {
    private static final String HEADER = "vmware-api-session-id";
    private static final int UNAUTHORIZED = 401;
    private static final Duration ABSENT = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final URI server;
    private final String user;
    private final Secret password;
    private final HttpsExchange https;
    private final ReentrantLock lock = new ReentrantLock();

    @GuardedBy("lock")
    private @Nullable Login login;

    @GuardedBy("lock")
    private @Nullable String refusal;

    @GuardedBy("lock")
    private long absentUntilNanos = System.nanoTime();

    private record Login(Dialect dialect, String session) {}

    /// @param server any address on it: `https://vc.example/sdk`
    AutomationSession(URI server, String user, Secret password, HttpsExchange https) {
        this.server = server;
        this.user = user;
        this.password = password;
        this.https = https;
    }

    /// Where a call goes, in the form that the server speaks.
    @FunctionalInterface
    interface Path {
        String in(Dialect dialect);
    }

    /// @throws RefusedCallException the server has no such thing, or not for this account
    JsonNode get(Path path) throws IOException, InterruptedException {
        return call("GET", path, BodyPublishers.noBody());
    }

    /// Asks something that changes nothing.
    JsonNode ask(Path path, Object body) throws IOException, InterruptedException {
        return call("POST", path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    }

    private JsonNode call(String method, Path path, BodyPublisher body)
            throws IOException, InterruptedException {
        boolean again = true;
        while (true) {
            Login current = login();
            String target = path.in(current.dialect());
            HttpAnswer answer =
                    https.send(
                            request(target)
                                    .header(HEADER, current.session())
                                    .header("Content-Type", "application/json")
                                    .method(method, body)
                                    .build());
            if (answer.status() == UNAUTHORIZED && again) {
                again = false;
                forget(current);
            } else if (answer.status() == 200) {
                return current.dialect().content(parsed(target, answer));
            } else {
                throw new RefusedCallException(method + " " + target, answer.status());
            }
        }
    }

    private HttpRequest.Builder request(String target) {
        return HttpRequest.newBuilder(server.resolve(target))
                .header("User-Agent", "Sendense")
                .header("Accept", "application/json")
                .header("Accept-Encoding", "gzip");
    }

    private static JsonNode parsed(String target, HttpAnswer answer) throws IOException {
        try (var content = answer.content()) {
            return JSON.readTree(content);
        } catch (JacksonException e) {
            throw new IOException(target + ": the answer is not JSON", e);
        }
    }

    private void forget(Login stale) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            if (stale.equals(login)) {
                login = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private Login login() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            Login current = login;
            if (current == null) {
                current = open();
                login = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    @GuardedBy("lock")
    private Login open() throws IOException, InterruptedException {
        if (refusal != null) {
            throw new IOException(refusal);
        }
        String absent = "it has no Automation API";
        if (System.nanoTime() - absentUntilNanos < 0) {
            throw new IOException(absent);
        }
        boolean refused = false;
        for (Dialect dialect : Dialect.values()) {
            HttpAnswer answer = login(dialect);
            int status = answer.status();
            if (status == 200 || status == 201) {
                return new Login(dialect, sessionIn(dialect, answer));
            }
            if (status < 400 || status >= 500) {
                throw new RefusedCallException("POST " + dialect.session(), status);
            }
            refused |= status == UNAUTHORIZED || status == 403;
        }
        if (refused) {
            refusal = "its Automation API refuses the login of " + user;
            throw new IOException(refusal);
        }
        absentUntilNanos = System.nanoTime() + ABSENT.toNanos();
        throw new IOException(absent);
    }

    private HttpAnswer login(Dialect dialect) throws IOException, InterruptedException {
        byte[] credentials = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
        return https.send(
                request(dialect.session())
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(credentials))
                        .POST(BodyPublishers.noBody())
                        .build());
    }

    private static String sessionIn(Dialect dialect, HttpAnswer answer) throws IOException {
        JsonNode said = dialect.content(parsed(dialect.session(), answer));
        String session = said.isString() ? said.asString() : "";
        // nothing that could end a header line
        if (session.isEmpty() || !session.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IOException("the answer to the login holds no session");
        }
        return session;
    }

    /// Logs out, if there is a login. The exchange says how long that may take.
    void end() throws IOException, InterruptedException {
        Login last;
        lock.lockInterruptibly();
        try {
            last = login;
            login = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            HttpAnswer _ =
                    https.send(
                            request(last.dialect().session())
                                    .header(HEADER, last.session())
                                    .DELETE()
                                    .build());
        }
    }
}
