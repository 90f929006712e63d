package io.sendense.engine.node.client;

import io.sendense.engine.node.protocol.AnswerJson;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.NodeHealth;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.node.protocol.RequestWriter;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The interface of one node, as it is found at a port of this machine's loopback. Thread-safe.
///
/// `IOException`: no answer came, whose cause the tunnel may know; `EngineException`: the answer
/// says what is wrong. The token is sent with every request and stands in nothing else.
final class NodeApi implements AutoCloseable {
    private static final String ROOT = "/api/v1";
    private static final String DATA = "data:";

    private final URI root;
    private final Secret token;
    private final NodeAnswers answers;
    private final Duration limit;
    private final HttpClient client;

    /// @param port of our loopback
    /// @param token wiped with this
    /// @param node what the node is called in problems
    /// @param limit for one answer; streams are not limited
    NodeApi(int port, Secret token, String node, Duration limit) {
        this.root = URI.create("http://127.0.0.1:" + port + ROOT);
        this.token = token;
        this.answers = new NodeAnswers(node);
        this.limit = limit;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(limit)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .build();
    }

    NodeVersion version() throws EngineException, IOException, InterruptedException {
        return get("/version", NodeVersion.class);
    }

    NodeHealth health() throws EngineException, IOException, InterruptedException {
        return get("/health", NodeHealth.class);
    }

    /// Has a job begun, or finds that it was begun before. Repeatable.
    StartAnswer start(StartRequest job) throws EngineException, IOException, InterruptedException {
        byte[] body = RequestWriter.start(job);
        try {
            return send(
                    request("/backup/start").POST(BodyPublishers.ofByteArray(body)),
                    StartAnswer.class);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    JobProgress progress(NodeJobId job) throws EngineException, IOException, InterruptedException {
        return get("/backup/" + job, JobProgress.class);
    }

    JobProgress cancel(NodeJobId job) throws EngineException, IOException, InterruptedException {
        return send(
                request("/backup/" + job + "/cancel").POST(BodyPublishers.noBody()),
                JobProgress.class);
    }

    /// Follows a job until its end, or until the stream breaks off.
    void follow(NodeJobId job, Consumer<JobProgress> taker)
            throws EngineException, IOException, InterruptedException {
        HttpResponse<InputStream> answer = open("/backup/" + job + "/events", "text/event-stream");
        try (InputStream body = answer.body();
                Stream<String> lines =
                        new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))
                                .lines()) {
            lines.filter(line -> line.startsWith(DATA))
                    .map(line -> line.substring(DATA.length()).strip())
                    .forEach(json ->
                            taker.accept(
                                    AnswerJson.read(
                                            json.getBytes(StandardCharsets.UTF_8),
                                            JobProgress.class)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (IllegalArgumentException e) {
            throw answers.unreadable(e);
        }
    }

    /// The sums of a disk, while they are made; closed by the caller.
    InputStream sums(NodeJobId job, int key)
            throws EngineException, IOException, InterruptedException {
        return open("/backup/" + job + "/disks/" + key + "/sums", "application/octet-stream")
                .body();
    }

    private HttpResponse<InputStream> open(String path, String accept)
            throws EngineException, IOException, InterruptedException {
        HttpResponse<InputStream> answer =
                client.send(
                        unlimited(path).setHeader("Accept", accept).build(),
                        BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            try (InputStream body = answer.body()) {
                throw answers.refused(answer.statusCode(), body.readNBytes(NodeAnswers.MOST_BYTES));
            }
        }
        return answer;
    }

    private <T> T get(String path, Class<T> type)
            throws EngineException, IOException, InterruptedException {
        return send(request(path).GET(), type);
    }

    private <T> T send(HttpRequest.Builder request, Class<T> type)
            throws EngineException, IOException, InterruptedException {
        HttpResponse<byte[]> answer =
                client.send(
                        request.setHeader("Accept", "application/json").build(),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), NodeAnswers.MOST_BYTES));
        return answers.read(answer.statusCode(), answer.body(), type);
    }

    private HttpRequest.Builder request(String path) {
        return unlimited(path).timeout(limit);
    }

    private HttpRequest.Builder unlimited(String path) {
        return HttpRequest.newBuilder(URI.create(root + path))
                .setHeader("Content-Type", "application/json")
                .setHeader("Authorization", "Bearer " + token.reveal());
    }

    /// Breaks off what is under way. Repeatable.
    @Override
    public void close() {
        client.shutdownNow();
        token.close();
    }
}
