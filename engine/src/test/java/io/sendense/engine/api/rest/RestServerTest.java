package io.sendense.engine.api.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.security.Secret;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestServerTest {
    private static final String BODY =
            """
            {"name": "web", "kind": "FULL", "parts": [{"key": 2000, "size": 512}], "password": "p"}\
            """;

    private final TryApi things = new TryApi();
    private RestServer server;
    private RestClient client;

    private static RestSettings settings() {
        return RestSettings.of(RestAddress.loopback(0), Secret.of(TryApi.TOKEN));
    }

    @BeforeEach
    void start() throws EngineException {
        server =
                RestServer.start(
                        settings()
                                .withMaxBody(2000)
                                .withTimes(Duration.ofMillis(800), Duration.ofMillis(200)),
                        things.api());
        client = new RestClient(server.address(), TryApi.TOKEN);
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersWhatItsTableSays() throws Exception {
        assertThat(client.get("/api/v1/things/7").body())
                .isEqualTo("{\"text\":\"seven\",\"parts\":1}");
        assertThat(client.get("/api/v1/things/7?say=hi").body()).contains("\"hi\"");
        HttpResponse<String> made = client.post("/api/v1/things", BODY);
        assertThat(made.statusCode()).isEqualTo(202);
        assertThat(made.body()).isEqualTo("{\"text\":\"web\",\"parts\":1}");
        assertThat(made.headers().map()).doesNotContainKeys("server", "x-powered-by");
        assertThat(made.headers().firstValue("cache-control")).contains("no-store");
    }

    @Test
    void tellsAProblemAsRfc9457Has() throws Exception {
        HttpResponse<String> answer = client.get("/api/v1/things/8");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("content-type"))
                .contains("application/problem+json");
        var problem = RestClient.json(answer);
        assertThat(problem.path("type").asString()).isEqualTo("urn:sendense:problem:RUN-UNKNOWN");
        assertThat(problem.path("status").asInt()).isEqualTo(404);
        assertThat(problem.path("title").asString()).isNotBlank();
        assertThat(problem.path("detail").asString()).isNotBlank();
        assertThat(problem.path("arguments").path("run").path("count").asInt()).isEqualTo(8);
        assertThat(ProblemAnswer.read(answer.body()).code()).isEqualTo(ProblemCode.RUN_UNKNOWN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /api/v1/nothing        | 404 | REST-ROUTE-UNKNOWN",
                "GET    | /                      | 404 | REST-ROUTE-UNKNOWN",
                "DELETE | /api/v1/things/7       | 405 | REST-METHOD-NOT-ALLOWED",
                "PUT    | /api/v1/things         | 405 | REST-METHOD-NOT-ALLOWED",
                "GET    | /api/v1/things/x       | 400 | REQUEST-INVALID",
                "GET    | /api/v1/things/-7      | 400 | REQUEST-INVALID",
                "GET    | /api/v1/things/7?hi=1  | 400 | REQUEST-INVALID",
                "GET    | /api/v1/things/7?say=1&say=2 | 400 | REQUEST-INVALID",
                "GET    | /api/v1/bug            | 500 | INTERNAL-ERROR",
                "POST   | /api/v1/things         | 415 | REST-BODY-NOT-JSON",
            })
    void refusesWhatIsNotThere(String method, String path, int status, String code)
            throws Exception {
        HttpResponse<String> answer =
                client.send(
                        client.request(path)
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build());
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(RestClient.json(answer).path("code").asString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"nme\": \"web\", \"name\": \"w\", \"kind\": \"FULL\", \"parts\": [], \"password\": \"p\"}| nme          | FIELD_UNKNOWN",
                "{\"name\": 5, \"kind\": \"FULL\", \"parts\": [], \"password\": \"p\"}        | name         | FIELD_NOT_TEXT",
                "{\"name\": \"w\", \"kind\": \"HALF\", \"parts\": [], \"password\": \"p\"}    | kind         | FIELD_NOT_A_KNOWN_WORD",
                "{\"name\": \"w\", \"kind\": 0, \"parts\": [], \"password\": \"p\"}           | kind         | FIELD_NOT_A_KNOWN_WORD",
                "{\"name\": \"w\", \"kind\": \"FULL\", \"parts\": {}}      | parts        | FIELD_NOT_A_LIST",
                "{\"name\": \"w\", \"kind\": \"FULL\", \"parts\": [{\"key\": \"2\", \"size\": 1}]} | parts[0].key | FIELD_NOT_A_NUMBER",
                "{\"name\": \"w\", \"kind\": \"FULL\", \"parts\": [{\"key\": 2.5, \"size\": 1}]} | parts[0].key | FIELD_NOT_A_NUMBER",
                "{\"name\": \"w\", \"kind\": \"FULL\", \"parts\": [{\"key\": 99999999999, \"size\": 1}]} | parts[0].key |",
                "{\"name\": \"w\", \"kind\": \"FULL\", \"parts\": [{\"key\": 1}], \"password\": \"p\"} | parts[0].size |",
                "{\"name\": \"w\", \"kind\": \"FULL\", \"password\": \"x\"} | parts        | FIELD_MISSING",
                "{\"name\": \"w\", \"name\": \"v\"}                        | line 1, column 21 |",
                "{\"name\": \"w\"                                          |              | JSON_UNREADABLE",
                "[]                                                        |              |",
                "null                                                      | body         | FIELD_MISSING",
            })
    void readsStrictlyAndSaysWhere(String json, String where, String cause) throws Exception {
        HttpResponse<String> answer = client.post("/api/v1/things", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        var told = RestClient.json(answer).path("arguments").path("cause").path("cause");
        if (where != null) {
            assertThat(told.path("arguments").path("where").path("text").asString())
                    .isEqualTo(where);
        }
        if (cause != null) {
            assertThat(told.path("code").asString()).isEqualTo(cause);
        }
    }

    @Test
    void refusesWhatFollowsTheEnd() throws Exception {
        assertThat(client.post("/api/v1/things", BODY + "{}").statusCode()).isEqualTo(400);
        assertThat(client.post("/api/v1/things", BODY + "x").statusCode()).isEqualTo(400);
    }

    @Test
    void refusesABodyThatIsTooLarge() throws Exception {
        assertThat(
                        client.post("/api/v1/things", " ".repeat(2000 - BODY.length()) + BODY)
                                .statusCode())
                .isEqualTo(202);
        HttpResponse<String> known = client.post("/api/v1/things", " ".repeat(2001));
        assertThat(known.statusCode()).isEqualTo(413);
        // Chunked: the length is not told before.
        HttpResponse<String> unknown =
                client.send(
                        client.request("/api/v1/things")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofInputStream(() ->
                                                new java.io.ByteArrayInputStream(new byte[50_000])))
                                .build());
        assertThat(unknown.statusCode()).isEqualTo(413);
    }

    @Test
    void tellsEventsAndHeartbeatsUntilTheClientLeaves() throws Exception {
        HttpResponse<InputStream> answer = client.open("/api/v1/events");
        assertThat(answer.headers().firstValue("content-type"))
                .get()
                .asString()
                .startsWith("text/event-stream");
        List<String> lines = new ArrayList<>();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            while (lines.stream().filter(": "::equals).count() < 8) {
                lines.add(reader.readLine());
            }
        }
        assertThat(lines)
                .containsSubsequence(
                        "id: 1",
                        "event: thing",
                        "data: {\"text\":\"one\",\"parts\":1}",
                        "",
                        "id: 2",
                        "event: thing",
                        "data: {\"text\":\"two\\nlines\",\"parts\":2}",
                        "",
                        ": ");
        client.close();
        assertThat(things.ended.await(2, TimeUnit.MINUTES)).isTrue();
    }

    @Test
    void sendsBytes() throws Exception {
        try (InputStream body = client.open("/api/v1/bytes").body()) {
            assertThat(body.readAllBytes()).hasSize(100_000);
        }
    }

    @Test
    void letsAnAnswerTakeLongerThanTheIdleTime() throws Exception {
        assertThat(client.get("/api/v1/slow").body()).contains("slept");
    }

    @Test
    void dropsAClientThatDoesNotFinishItsRequest() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", server.address().port())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream().write("GET /api/v1/hea".getBytes(StandardCharsets.US_ASCII));
            byte[] all = socket.getInputStream().readAllBytes();
            assertThat(new String(all, StandardCharsets.US_ASCII)).doesNotContain("200 OK");
        }
        try (Socket socket = new Socket("127.0.0.1", server.address().port())) {
            socket.setSoTimeout(120_000);
            socket.getOutputStream()
                    .write(
                            ("POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
                                            + "Content-Type: application/json\r\nAuthorization: Bearer "
                                            + TryApi.TOKEN
                                            + "\r\n\r\n{")
                                    .getBytes(StandardCharsets.US_ASCII));
            byte[] all = socket.getInputStream().readAllBytes();
            assertThat(new String(all, StandardCharsets.US_ASCII)).contains(" 400 ");
        }
    }

    @Test
    void refusesAHeadThatIsTooLarge() throws Exception {
        HttpResponse<String> answer =
                client.send(
                        client.request("/api/v1/health")
                                .header("X-Large", "x".repeat(20_000))
                                .build());
        assertThat(answer.statusCode()).isEqualTo(431);
        assertThat(answer.body()).doesNotContain("Jetty");
    }

    @Test
    void interruptsWhatItAnswersWhenItIsClosed() throws Exception {
        AtomicReference<String> told = new AtomicReference<>("REST-ENDING");
        Thread asking =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                told.set(client.get("/api/v1/wait").body());
                            } catch (Exception _) {
                                // The connection may be gone before the answer is written.
                            }
                        });
        assertThat(things.waiting.await(2, TimeUnit.MINUTES)).isTrue();
        server.close();
        assertThat(things.ended.await(2, TimeUnit.MINUTES)).isTrue();
        asking.join(Duration.ofMinutes(2));
        assertThat(told.get()).contains("REST-ENDING");
        assertThatThrownBy(() -> new Socket("127.0.0.1", server.address().port()).close())
                .isInstanceOf(java.io.IOException.class);
        server.close();
    }

    @Test
    void listensBeyondLoopbackOnlyWithTls() {
        assertThatThrownBy(() ->
                        RestServer.start(
                                RestSettings.of(
                                        new RestAddress("0.0.0.0", 0), Secret.of(TryApi.TOKEN)),
                                things.api()))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemCode.REST_NOT_LOOPBACK));
    }

    @Test
    void saysWhyItCannotListen() {
        RestAddress taken = server.address();
        assertThatThrownBy(() ->
                        RestServer.start(
                                RestSettings.of(taken, Secret.of(TryApi.TOKEN)), things.api()))
                .isInstanceOfSatisfying(
                        EngineException.class,
                        e ->
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemCode.REST_PLACE_UNAVAILABLE));
    }
}
