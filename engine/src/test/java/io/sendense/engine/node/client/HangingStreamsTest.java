package io.sendense.engine.node.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.backup.RecordedSums;
import io.sendense.engine.node.protocol.AnswerJson;
import io.sendense.engine.node.protocol.DiskOrder;
import io.sendense.engine.node.protocol.DiskPhase;
import io.sendense.engine.node.protocol.DiskProgress;
import io.sendense.engine.node.protocol.ExtentPlan;
import io.sendense.engine.node.protocol.JobProgress;
import io.sendense.engine.node.protocol.JobStatus;
import io.sendense.engine.node.protocol.NodeJobId;
import io.sendense.engine.node.protocol.NodeLimits;
import io.sendense.engine.node.protocol.NodeTarget;
import io.sendense.engine.node.protocol.StartAnswer;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.protocol.SumRecordForm;
import io.sendense.engine.node.protocol.VCenterAccess;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.sums.SumsWriter;
import io.sendense.engine.run.Waits;
import io.sendense.engine.security.Fingerprint;
import io.sendense.engine.security.Secret;
import io.sendense.engine.transfer.MoveCounters;
import io.sendense.engine.transfer.ZeroPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node that answers questions while its streams stand still keeps no disk for ever.
@Timeout(120)
class HangingStreamsTest {
    private static final NodeJobId JOB = new NodeJobId("run-1-disk-2000-x");
    private static final int CLUSTER = ExtentPlan.CLUSTER_BYTES;

    @TempDir private Path folder;
    private ServerSocket node;
    private volatile boolean sumsEnd;

    @BeforeEach
    void listen() throws IOException {
        node = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    private void accept() {
        try {
            while (true) {
                Socket client = node.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    @AfterEach
    void end() throws IOException {
        node.close();
    }

    /// One answer for each connection, or the beginning of one.
    private void serve(Socket client) {
        try {
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    client.getInputStream(), StandardCharsets.ISO_8859_1));
            String asked = in.readLine();
            while (!in.readLine().isEmpty()) {
                // The head's end is what matters.
            }
            OutputStream out = client.getOutputStream();
            if (asked.contains("/events")) {
                out.write(head("text/event-stream", ""));
            } else if (asked.contains("/sums")) {
                out.write(head("application/octet-stream", ""));
                out.write(SumRecordForm.beginning());
                if (sumsEnd) {
                    out.write(SumRecordForm.end(0));
                    client.close();
                }
            } else {
                byte[] body = AnswerJson.write(asked.contains("/start") ? started() : ended());
                out.write(head("application/json", "Content-Length: " + body.length + "\r\n"));
                out.write(body);
                client.close();
            }
        } catch (IOException _) {
            // The console has left.
        }
    }

    private static byte[] head(String type, String more) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: "
                        + type
                        + "\r\nConnection: close\r\n"
                        + more
                        + "\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static StartAnswer started() {
        return new StartAnswer(JOB, JobStatus.RUNNING, Instant.EPOCH);
    }

    private static JobProgress ended() {
        return new JobProgress(
                JOB,
                JobStatus.COMPLETED,
                Instant.EPOCH,
                Optional.of(Instant.EPOCH),
                List.of(
                        new DiskProgress(
                                2000,
                                DiskPhase.COMPLETED,
                                CLUSTER,
                                0,
                                CLUSTER,
                                0,
                                0,
                                0,
                                Waits.NONE,
                                Optional.of("folder"),
                                Optional.empty())),
                Optional.empty());
    }

    private void move() throws Exception {
        NodeTimes times =
                new NodeTimes(
                        Duration.ofSeconds(10),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(1));
        try (NodeApi api =
                        new NodeApi(
                                node.getLocalPort(), Secret.of("token"), "edge1", times.answer());
                SumsWriter writer = new SumsWriter(folder.resolve("sums"), CLUSTER, CLUSTER);
                StartRequest request = request()) {
            new NodeMove(
                            new Link(api),
                            request,
                            "Hard disk 1",
                            new ReceivedSums(new RecordedSums(writer), CLUSTER),
                            new MoveCounters(),
                            times)
                    .run();
        }
    }

    private static StartRequest request() {
        return new StartRequest(
                JOB,
                "vm-42",
                new VCenterAccess(
                        URI.create("https://vc.example/sdk"),
                        "backup",
                        Secret.of("password"),
                        new Fingerprint("ab".repeat(32))),
                "snapshot-7",
                List.of(
                        new DiskOrder(
                                2000,
                                "uuid",
                                CLUSTER,
                                new ExtentPlan.Full(),
                                ZeroPolicy.SKIP,
                                NodeTarget.parse("nbd://127.0.0.1:10100/x"),
                                1,
                                Optional.empty())),
                NodeLimits.NONE);
    }

    private record Link(NodeApi api) implements NodeLink {
        @Override
        public String node() {
            return "edge1";
        }

        @Override
        public Optional<Cause> lost() {
            return Optional.empty();
        }
    }

    @Test
    void sumsThatNeverEndFailTheDiskOnceTheJobHasEnded() {
        EngineException lost = catchThrowableOfType(EngineException.class, this::move);
        assertThat(lost.problem().code()).isEqualTo(ProblemCode.NODE_LOST);
        assertThat(lost.problem().toString()).contains("NODE_SUMS_CUT");
    }

    @Test
    void eventsThatStandStillKeepNoDiskThatIsComplete() throws Exception {
        sumsEnd = true;
        move();
    }
}
