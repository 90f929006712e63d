package io.sendense.engine.api.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.Engine;
import io.sendense.engine.LabHome;
import io.sendense.engine.LabJobs;
import io.sendense.engine.api.rest.Api;
import io.sendense.engine.api.rest.DocumentedAnswers;
import io.sendense.engine.api.rest.RestAddress;
import io.sendense.engine.api.rest.RestClient;
import io.sendense.engine.api.rest.RestServer;
import io.sendense.engine.api.rest.RestSettings;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.security.Secret;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The hub's interface against a real engine and the lab, and against its own document.
@Timeout(600)
class HubApiTest {
    private static final String TOKEN = "planted-hub-token-01234567890123456789012345678";
    private static final Path KEPT = Path.of("doc", "api", "hub.json");
    private static final String BACKUPS = "/api/v1/backups";

    @TempDir private Path folder;
    private LabHome home;
    private Engine engine;
    private HubMetrics metrics;
    private Api api;
    private RestServer server;
    private RestClient client;
    private DocumentedAnswers documented;

    @BeforeEach
    void start() throws Exception {
        home = new LabHome(folder);
        engine = home.open();
        var _ = engine.addVCenter(home.vcenter(LabHome.NAME));
        metrics = HubMetrics.start(engine);
        api = HubApi.of(engine, metrics);
        server = RestServer.start(RestSettings.of(RestAddress.loopback(0), Secret.of(TOKEN)), api);
        client = new RestClient(server.address(), TOKEN);
        documented = new DocumentedAnswers(client.get(Api.DOCUMENT).body());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        metrics.close();
        engine.close();
        home.close();
    }

    @Test
    void itsDocumentIsTheOneThatIsKept() throws Exception {
        DocumentedAnswers.assertKept(KEPT, api);
    }

    @Test
    void everyRouteDoesWhatItsDocumentSays() throws Exception {
        var _ =
                engine.jobs()
                        .add(
                                LabJobs.job(
                                        "nightly",
                                        new Schedule.Manual(),
                                        LabJobs.vm(engine, LabHome.SMALL)));

        long full = backUp("full");
        JsonNode first = get(BACKUPS + "/{id}", full);
        assertThat(first.path("state").asString()).isEqualTo("COMPLETED");
        JsonNode disk = first.path("disk_results").path(0);
        assertThat(disk.path("mode").asString()).isEqualTo("FULL");
        assertThat(disk.path("target").asString()).startsWith("nbd");
        assertThat(disk.path("done_bytes").asLong()).isEqualTo(disk.path("planned_bytes").asLong());
        long incremental = backUp("incremental");
        assertThat(
                        get(BACKUPS + "/{id}", incremental)
                                .path("disk_results")
                                .path(0)
                                .path("mode")
                                .asString())
                .isEqualTo("INCREMENTAL");
        assertThat(get(BACKUPS).path("backups").size()).isEqualTo(2);

        LabJobs.hold(home);
        long held = post(BACKUPS, wanted("full")).path("id").asLong();
        JsonNode cancelled = post(BACKUPS + "/{id}/cancel", "", held);
        assertThat(cancelled.path("id").asLong()).isEqualTo(held);
        home.lab.faults().clear();
        List<String> told = events(held);
        assertThat(told.getLast()).contains("\"state\":\"CANCELLED\"");
        assertThat(told).anyMatch(data -> data.contains("\"code\":\"RUN_STARTED\""));
        check(
                "POST " + BACKUPS + "/{id}/cancel",
                client.post(BACKUPS + "/" + held + "/cancel", ""),
                409);

        assertThat(get("/api/v1/points").path("points").size()).isEqualTo(2);
        assertThat(
                        get("/api/v1/repositories")
                                .path("repositories")
                                .path(0)
                                .path("free_bytes")
                                .asLong())
                .isPositive();
        JsonNode job = get("/api/v1/jobs").path("jobs").path(0);
        assertThat(job.path("name").asString()).isEqualTo("nightly");
        long execution =
                post("/api/v1/jobs/{id}/run", "", job.path("id").asLong()).path("id").asLong();
        assertThat(engine.jobs().await(new JobRunId(execution)).state())
                .isEqualTo(JobRunState.COMPLETED);
        assertThat(get("/api/v1/nodes").path("nodes").size()).isZero();
        HttpResponse<String> vms = client.get("/api/v1/vms?vcenter=" + LabHome.NAME);
        documented.check("GET /api/v1/vms", vms);
        assertThat(vms.body()).contains("\"web/api\"");
        assertThat(get("/api/v1/health").path("status").asString()).isEqualTo("ok");
        assertThat(get("/api/v1/version").path("version").asString()).isEqualTo("test");
        assertThat(get(Api.DOCUMENT).path("openapi").asString()).startsWith("3.1");
        String figures = metricsText();
        assertThat(figures)
                .contains("sendense_runs_ended_total{state=\"COMPLETED\"} 3\n")
                .contains("sendense_runs_ended_total{state=\"CANCELLED\"} 1\n")
                .contains("sendense_repository_reachable{repository=\"default\"} 1\n")
                .contains("vm=\"web/api\"");

        assertThat(documented.seen()).isEqualTo(documented.operations());
    }

    private String metricsText() throws Exception {
        HttpResponse<String> answer = client.get("/api/v1/metrics");
        documented.check("GET /api/v1/metrics", answer);
        return answer.body();
    }

    @Test
    void whatIsNotThereIsToldAsTheDocumentSays() throws Exception {
        check("GET " + BACKUPS + "/{id}", client.get(BACKUPS + "/4711"), 404);
        check("GET " + BACKUPS + "/{id}", client.get(BACKUPS + "/0"), 404);
        check("GET " + BACKUPS + "/{id}", client.get(BACKUPS + "/..%2F..%2Fetc"), 400);
        check("GET " + BACKUPS + "/{id}/events", client.get(BACKUPS + "/4711/events"), 404);
        check("POST " + BACKUPS + "/{id}/cancel", client.post(BACKUPS + "/4711/cancel", ""), 404);
        check("GET /api/v1/vms", client.get("/api/v1/vms?vcenter=no"), 404);
        check("GET /api/v1/vms", client.get("/api/v1/vms"), 400);
        check("POST /api/v1/jobs/{id}/run", client.post("/api/v1/jobs/4711/run", ""), 404);
        check("POST " + BACKUPS, client.post(BACKUPS, wanted("half")), 400);
        check(
                "POST " + BACKUPS,
                client.post(BACKUPS, wanted("full").replace("web", "nothing")),
                404);
        check("POST " + BACKUPS, client.post(BACKUPS, wanted("full").replace("lab", "no")), 404);
        check(
                "POST " + BACKUPS,
                client.post(BACKUPS, wanted("full").replace("}", ", \"repository\": \"../x\"}")),
                404);
        check(
                "POST " + BACKUPS,
                client.post(BACKUPS, wanted("full").replace("}", ", \"via\": \"../x\"}")),
                404);
        assertThat(engine.runs(10)).isEmpty();
    }

    @Test
    void noRouteAnswersWithoutItsToken() throws Exception {
        // More than ten fail, so that the last are told to wait.
        TreeSet<String> all = new TreeSet<>(documented.operations());
        all.add("GET /");
        all.add("GET /api/v1/nothing");
        all.add("PUT /api/v1/health");
        for (String operation : all) {
            String[] parts = operation.split(" ");
            for (String token : new String[] {null, "", "Bearer wrong", "Basic " + TOKEN}) {
                HttpRequest.Builder request =
                        HttpRequest.newBuilder(
                                        java.net.URI.create(
                                                "http://"
                                                        + server.address()
                                                        + parts[1].replace("{id}", "1")))
                                .method(parts[0], HttpRequest.BodyPublishers.noBody());
                if (token != null) {
                    request.header("Authorization", token);
                }
                HttpResponse<String> answer = client.send(request.build());
                assertThat(answer.statusCode()).as(operation).isIn(401, 429);
                assertThat(answer.body()).doesNotContain(TOKEN);
                if (answer.statusCode() == 429) {
                    assertThat(answer.headers().firstValueAsLong("retry-after").orElse(0))
                            .isBetween(1L, 61L);
                }
            }
        }
        assertThat(client.get("/api/v1/health").statusCode()).isEqualTo(200);
    }

    private static String wanted(String type) {
        return "{\"vm\": \"web/api\", \"vcenter\": \"lab\", \"type\": \"%s\"}".formatted(type);
    }

    private long backUp(String type) throws Exception {
        long id = post(BACKUPS, wanted(type)).path("id").asLong();
        List<String> told = events(id);
        assertThat(told.getLast()).contains("\"state\":\"COMPLETED\"");
        return id;
    }

    private List<String> events(long id) throws Exception {
        var answer = client.open(BACKUPS + "/" + id + "/events");
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            List<String> data =
                    lines.lines()
                            .filter(line -> line.startsWith("data: "))
                            .map(line -> line.substring("data: ".length()))
                            .toList();
            data.forEach(each -> documented.checkEvent("GET " + BACKUPS + "/{id}/events", each));
            return data;
        }
    }

    private JsonNode get(String path, Object... ids) throws Exception {
        return checked("GET " + path, client.get(filled(path, ids)));
    }

    private JsonNode post(String path, String json, Object... ids) throws Exception {
        return checked("POST " + path, client.post(filled(path, ids), json));
    }

    private static String filled(String path, Object... ids) {
        return ids.length == 0 ? path : path.replace("{id}", ids[0].toString());
    }

    private JsonNode checked(String operation, HttpResponse<String> answer) {
        documented.check(operation, answer);
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 202);
        return JsonMapper.shared().readTree(answer.body());
    }

    private void check(String operation, HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as("%s: %s", operation, answer.body()).isEqualTo(status);
        documented.check(operation, answer);
    }
}
