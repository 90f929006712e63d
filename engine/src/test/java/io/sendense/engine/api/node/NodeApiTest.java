package io.sendense.engine.api.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.CapturedLog;
import io.sendense.engine.Traces;
import io.sendense.engine.api.rest.RestClient;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.node.protocol.AnswerJson;
import io.sendense.engine.node.protocol.DiscoverRequest;
import io.sendense.engine.node.protocol.Discovery;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeHealth;
import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.node.protocol.RequestWriter;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.protocol.SumRecord;
import io.sendense.engine.node.protocol.SumRecordReader;
import io.sendense.engine.node.reader.NodeLab;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A node as its console meets it: over its REST interface.
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeApiTest {
    private static final String TOKEN = "Zm9yIHRlc3RzIG9ubHksIGFuZCBub3Qgc2VjcmV0IQ";
    private static final String VM = "no-tools";

    private NodeLab lab;
    private NodeServer node;
    private RestClient client;
    private FrozenVm frozen;
    private VirtualDisk disk;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        lab = new NodeLab(folder);
        node =
                NodeServer.start(
                        NodeLab.settings(), new ProgramVersion("1.2", "abc"), 0, Secret.of(TOKEN));
        client = new RestClient(node.address(), TOKEN);
        frozen = lab.freeze(VM);
        disk = frozen.disks().getFirst();
    }

    @AfterEach
    void heal() {
        lab.lab.faults().clear();
    }

    @AfterAll
    void end() throws Exception {
        client.close();
        node.close();
        lab.close();
    }

    private void slowDown(Duration each) {
        lab.lab.faults().add(FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(each)).always());
    }

    private static <T> T read(HttpResponse<String> answer, int status, Class<T> type) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return AnswerJson.read(answer.body().getBytes(StandardCharsets.UTF_8), type);
    }

    private static String json(StartRequest request) {
        return new String(RequestWriter.start(request), StandardCharsets.UTF_8);
    }

    private String request(String id) throws Exception {
        return json(
                lab.request(id, frozen, NodeLab.full(disk, lab.layer(id, disk.capacityBytes()))));
    }

    private void begin(String id) throws Exception {
        post(id, request(id));
    }

    private void post(String id, String request) throws Exception {
        StartAnswer answer =
                read(client.post("/api/v1/backup/start", request), 202, StartAnswer.class);
        assertThat(answer.status()).isEqualTo(JobStatus.RUNNING);
        assertThat(answer.jobId().value()).isEqualTo(id);
    }

    private JobProgress status(String id) throws Exception {
        return read(client.get("/api/v1/backup/" + id), 200, JobProgress.class);
    }

    private int running() throws Exception {
        return read(client.get("/api/v1/health"), 200, NodeHealth.class).runningJobs();
    }

    private JobProgress awaitEnd(String id) throws Exception {
        JobProgress job = status(id);
        while (!job.status().ended()) {
            Thread.sleep(20);
            job = status(id);
        }
        return job;
    }

    @Test
    void movesADiskAndTellsOfIt() throws Exception {
        begin("told");
        HttpResponse<InputStream> events = client.open("/api/v1/backup/told/events");
        assertThat(events.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/event-stream");
        HttpResponse<InputStream> sums =
                client.open("/api/v1/backup/told/disks/" + disk.key() + "/sums");
        assertThat(sums.statusCode()).isEqualTo(200);
        Map<Long, SumRecord> clusters = new TreeMap<>();
        try (InputStream in = sums.body()) {
            SumRecordReader reader = new SumRecordReader(in, disk.capacityBytes());
            for (var next = reader.next(); next.isPresent(); next = reader.next()) {
                SumRecord.Data data = (SumRecord.Data) next.get();
                clusters.put(data.cluster(), data);
            }
        }
        JobProgress last = lastOf(events);
        assertThat(last.status()).as(last.toString()).isEqualTo(JobStatus.COMPLETED);
        assertThat(last).isEqualTo(status("told"));
        assertThat((long) clusters.size() * 65536)
                .isEqualTo(last.disks().getFirst().writtenBytes());
        // what was flushed is in the file, whose device is still open
        Qemu.img(
                "compare",
                "-q",
                "-U",
                "-f",
                "qcow2",
                "-F",
                "raw",
                lab.file("told"),
                lab.kept(VM, frozen, disk));
        assertThat(read(client.post("/api/v1/backup/told/cancel", ""), 202, JobProgress.class))
                .isEqualTo(last);
    }

    /// What the last event of a stream says; all before it say that it runs.
    private static JobProgress lastOf(HttpResponse<InputStream> events) throws Exception {
        JobProgress last = null;
        boolean ended = false;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ended |= line.equals("event: ended");
                if (line.startsWith("data: ")) {
                    last =
                            AnswerJson.read(
                                    line.substring(6).getBytes(StandardCharsets.UTF_8),
                                    JobProgress.class);
                    assertThat(last.status().ended()).isEqualTo(ended);
                }
            }
        }
        assertThat(ended).isTrue();
        return last;
    }

    /// A follower hears something at least every five seconds, whatever the job does.
    @Test
    void followersHearAHeartbeat() throws Exception {
        slowDown(Duration.ofSeconds(60));
        begin("slow");
        HttpResponse<InputStream> events = client.open("/api/v1/backup/slow/events");
        HttpResponse<InputStream> sums =
                client.open("/api/v1/backup/slow/disks/" + disk.key() + "/sums");
        long began = System.nanoTime();
        int comments = 0;
        int nothings = 0;
        try (BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(events.body(), StandardCharsets.UTF_8));
                InputStream in = sums.body()) {
            assertThat(in.readNBytes(8)).isEqualTo("SDSUMS01".getBytes(StandardCharsets.US_ASCII));
            nothings += in.read() == 3 ? 1 : 0;
            while (comments < 2) {
                comments += lines.readLine().startsWith(":") ? 1 : 0;
            }
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(12));
            assertThat(nothings).isOne();
            assertThat(read(client.post("/api/v1/backup/slow/cancel", ""), 202, JobProgress.class))
                    .extracting(JobProgress::status)
                    .isIn(JobStatus.CANCELLING, JobStatus.CANCELLED);
            assertThat(awaitEnd("slow").status()).isEqualTo(JobStatus.CANCELLED);
            assertThatThrownBy(
                            () -> {
                                while (in.read() >= 0) {
                                    // to its end, which must not look like one
                                }
                            })
                    .isInstanceOf(java.io.IOException.class);
        }
    }

    /// Whoever leaves with the sums is noticed while they are sent.
    @Test
    void aTakerThatLeavesFailsTheJob() throws Exception {
        slowDown(Duration.ofMillis(50));
        begin("left");
        client.open("/api/v1/backup/left/disks/" + disk.key() + "/sums").body().close();
        JobProgress ended = awaitEnd("left");
        assertThat(ended.status()).isEqualTo(JobStatus.FAILED);
        assertThat(ended.problem().orElseThrow().code()).isEqualTo(ProblemCode.NODE_SUMS_LOST);
    }

    @Test
    void tellsWhatItIsAndWhatAVCenterHas() throws Exception {
        assertThat(read(client.get("/api/v1/version"), 200, NodeVersion.class))
                .isEqualTo(new NodeVersion("1.2", "abc", NodeVersion.PROTOCOL));
        DiscoverRequest one = new DiscoverRequest(lab.access(), Optional.of(frozen.vm().value()));
        Discovery found =
                read(
                        client.post(
                                "/api/v1/discover",
                                new String(RequestWriter.discover(one), StandardCharsets.UTF_8)),
                        200,
                        Discovery.class);
        assertThat(found.vms()).extracting(Discovery.Vm::name).containsExactly(VM);
        DiscoverRequest wrong = new DiscoverRequest(lab.access("wrong"), Optional.empty());
        assertProblem(
                client.post(
                        "/api/v1/discover",
                        new String(RequestWriter.discover(wrong), StandardCharsets.UTF_8)),
                422,
                ProblemCode.VCENTER_LOGIN_REFUSED);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, ProblemCode code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        assertThat(RestClient.json(answer).path("code").asString()).isEqualTo(code.id());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/health",
        "GET, /api/v1/version",
        "GET, /api/v1/openapi.json",
        "POST, /api/v1/backup/start",
        "POST, /api/v1/discover",
        "GET, /api/v1/backup/x",
        "GET, /api/v1/backup/x/events",
        "GET, /api/v1/backup/x/disks/2000/sums",
        "POST, /api/v1/backup/x/cancel"
    })
    void isClosedToWhoeverHasNoToken(String method, String path) throws Exception {
        // another server, as failures count
        try (NodeServer other =
                        NodeServer.start(
                                NodeLab.settings(),
                                new ProgramVersion("1.2", "abc"),
                                0,
                                Secret.of(TOKEN));
                RestClient wrong = new RestClient(other.address(), TOKEN.replace('Z', 'z'))) {
            String body = method.equals("POST") ? request("closed-" + path.hashCode()) : "";
            for (boolean shown : List.of(true, false)) {
                HttpRequest.Builder request =
                        wrong.request(path).header("Content-Type", "application/json");
                if (!shown) {
                    request = request.setHeader("Authorization", "Basic x");
                }
                HttpResponse<String> answer =
                        wrong.send(
                                request.method(method, HttpRequest.BodyPublishers.ofString(body))
                                        .build());
                assertProblem(answer, 401, ProblemCode.REST_UNAUTHORISED);
            }
            try (RestClient right = new RestClient(other.address(), TOKEN)) {
                assertThat(
                                RestClient.json(right.get("/api/v1/health"))
                                        .path("running_jobs")
                                        .asInt())
                        .isZero();
            }
        }
    }

    @Test
    void refusesWhatIsMalformedAndStartsNothing() throws Exception {
        String sound = request("malformed");
        Traces traces = new Traces(lab.lab.password().replaceAll("[^A-Za-z0-9]", ""));
        try (CapturedLog log = CapturedLog.begin()) {
            for (String body :
                    List.of(
                            "",
                            "[]",
                            "{",
                            sound + sound,
                            sound.replace("\"vm\"", "\"vn\""),
                            sound.replace("\"full\"", "[[0,65537]]"),
                            sound.replace("127.0.0.1", "127.0.0.2"),
                            sound.replace("\"snapshot\"", "\"vm\""))) {
                HttpResponse<String> answer = client.post("/api/v1/backup/start", body);
                assertProblem(answer, 400, ProblemCode.REQUEST_INVALID);
                assertThat(answer.body()).doesNotContain(lab.lab.password());
            }
            assertThat(log.text()).doesNotContain(lab.lab.password());
            assertThat(traces.in(log.text())).isEmpty();
        }
        assertProblem(
                client.send(
                        client.request("/api/v1/backup/start")
                                .POST(HttpRequest.BodyPublishers.ofString(sound))
                                .build()),
                415,
                ProblemCode.REST_BODY_NOT_JSON);
        assertProblem(
                client.post("/api/v1/backup/start", " ".repeat((32 << 20) + 1)),
                413,
                ProblemCode.REST_BODY_TOO_LARGE);
        assertProblem(client.get("/api/v1/backup/malformed"), 404, ProblemCode.NODE_JOB_UNKNOWN);
        assertProblem(client.get("/api/v1/backup/a%20b"), 400, ProblemCode.REQUEST_INVALID);
    }

    @Test
    void answersQuestionsForWhatIsNotThere() throws Exception {
        String sound = request("same");
        post("same", sound);
        HttpResponse<String> again = client.post("/api/v1/backup/start", sound);
        assertThat(read(again, 202, StartAnswer.class).jobId().value()).isEqualTo("same");
        assertProblem(
                client.post(
                        "/api/v1/backup/start",
                        sound.replace("\"connections\":4", "\"connections\":3")),
                409,
                ProblemCode.NODE_JOB_CONFLICT);
        assertProblem(
                client.get("/api/v1/backup/same/disks/1/sums"),
                404,
                ProblemCode.NODE_JOB_DISK_UNKNOWN);
        assertProblem(
                client.get("/api/v1/backup/same/disks/99999999999/sums"),
                404,
                ProblemCode.NODE_JOB_DISK_UNKNOWN);
        assertProblem(client.get("/api/v1/nothing"), 404, ProblemCode.REST_ROUTE_UNKNOWN);
        HttpResponse<InputStream> sums =
                client.open("/api/v1/backup/same/disks/" + disk.key() + "/sums");
        assertProblem(
                client.get("/api/v1/backup/same/disks/" + disk.key() + "/sums"),
                409,
                ProblemCode.NODE_SUMS_TAKEN);
        try (InputStream in = sums.body()) {
            SumRecordReader reader = new SumRecordReader(in, disk.capacityBytes());
            while (reader.next().isPresent()) {
                // to its end
            }
        }
        assertThat(awaitEnd("same").status()).isEqualTo(JobStatus.COMPLETED);
        assertThat(running()).isZero();
    }
}
