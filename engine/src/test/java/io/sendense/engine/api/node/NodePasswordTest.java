package io.sendense.engine.api.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.CapturedLog;
import io.sendense.engine.Traces;
import io.sendense.engine.api.rest.RestClient;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.node.protocol.DiscoverRequest;
import io.sendense.engine.node.protocol.RequestWriter;
import io.sendense.engine.node.protocol.StartRequest;
import io.sendense.engine.node.reader.NodeLab;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.security.Secret;
import io.sendense.engine.source.inventory.FrozenVm;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A node is given a vCenter's password and its own token, uses them for real, and tells nobody.
@Timeout(300)
class NodePasswordTest {
    private static final String MARK = "Wolkenkratzer4711Zitrone";
    private static final String PASSWORD = "<" + MARK + "&\"'\u00e4\\ %2f";
    private static final String TOKEN = "Grashuepfer0815" + "T".repeat(40);

    private final Traces password = new Traces(MARK);
    private final Traces token = new Traces(TOKEN);

    @Test
    void staysInMemory(@TempDir Path folder) throws Exception {
        try (CapturedLog log = CapturedLog.begin();
                CapturedLog others = CapturedLog.of("org", ch.qos.logback.classic.Level.INFO);
                NodeLab lab =
                        new NodeLab(folder, options -> options.withAccount("backup", PASSWORD));
                NodeServer node =
                        NodeServer.start(
                                NodeLab.settings(),
                                new ProgramVersion("1", "a"),
                                0,
                                Secret.of(TOKEN));
                RestClient client = new RestClient(node.address(), TOKEN);
                RestClient stranger = new RestClient(node.address(), TOKEN + "x")) {
            StringBuilder answers = new StringBuilder();
            work(lab, client, answers);
            answers.append(stranger.get("/api/v1/health").body());
            assertThat(answers).contains("COMPLETED", "FAILED");
            assertThat(password.in(answers.toString())).isEmpty();
            assertThat(token.in(answers.toString())).isEmpty();
            assertThat(log.text()).contains("job done begins", "job done ended", "login 2");
            for (String text : new String[] {log.text(), others.text()}) {
                assertThat(password.in(text)).isEmpty();
                assertThat(token.in(text)).isEmpty();
            }
        }
    }

    /// A job that logs in twice, one that is refused, requests that are malformed.
    private static void work(NodeLab lab, RestClient client, StringBuilder answers)
            throws Exception {
        FrozenVm frozen = lab.freeze("no-tools");
        VirtualDisk disk = frozen.disks().getFirst();
        lab.lab
                .faults()
                .add(FaultRule.on(FaultRule.FOLDER, new FaultAction.ExpireSession()).after(3));
        StartRequest request =
                lab.request(
                        "done", frozen, NodeLab.full(disk, lab.layer("d", disk.capacityBytes())));
        String json = new String(RequestWriter.start(request), StandardCharsets.UTF_8);
        answers.append(client.post("/api/v1/backup/start", json).body());
        try (InputStream sums =
                client.open("/api/v1/backup/done/disks/" + disk.key() + "/sums").body()) {
            sums.readAllBytes();
        }
        answers.append(ended(client, "done"));
        String wrong = json.replace("\"done\"", "\"wrong\"").replace(MARK, MARK + "x");
        answers.append(client.post("/api/v1/backup/start", wrong).body());
        answers.append(ended(client, "wrong"));
        for (String body :
                new String[] {
                    json + "x",
                    json.replace("\"password\"", "\"pasword\""),
                    json.substring(9),
                    json.replace("https://", "https://u:" + MARK + "@"),
                    json.replace("\"job_id\":\"done\"", "\"job_id\":\"" + MARK + " \"")
                            .replace(MARK, "x")
                }) {
            answers.append(client.post("/api/v1/backup/start", body).body());
        }
        DiscoverRequest discover = new DiscoverRequest(lab.access(), Optional.of("vm-none"));
        answers.append(
                client.post(
                                "/api/v1/discover",
                                new String(
                                        RequestWriter.discover(discover), StandardCharsets.UTF_8))
                        .body());
    }

    private static String ended(RestClient client, String job) throws Exception {
        while (true) {
            String body = client.get("/api/v1/backup/" + job).body();
            if (!body.contains("\"status\":\"RUNNING\"")) {
                return body;
            }
            Thread.sleep(20);
        }
    }
}
