package io.sendense.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.wire.ssh.DelayingRelay;
import io.sendense.engine.wire.ssh.RestrictedSshd;
import io.sendense.engine.wire.ssh.SshdRules;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A far site: a node as a process of its own behind a real SSH server with exactly the printed
/// restrictions, reached over a relay that can be cut. Not for several threads.
final class NodeSite implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String NAME = "edge1";

    final RestrictedSshd sshd;
    final DelayingRelay network;
    private final Commands commands;
    private final Path folder;
    private final int port;
    private CommandProcess node;

    NodeSite(Path folder) throws Exception {
        this.folder = Files.createDirectories(folder);
        this.commands = new Commands(folder.resolve("node-home"));
        this.node = start(0);
        this.port = ready().path("port").asInt();
        this.sshd = RestrictedSshd.start(folder.resolve("sshd"), SshdRules.right(port));
        this.network = new DelayingRelay(sshd.port(), Duration.ofMillis(2));
    }

    private CommandProcess start(int wanted) throws Exception {
        Path file = folder.resolve("ready.json");
        Files.deleteIfExists(file);
        CommandProcess started =
                commands.start(
                        "node",
                        "serve",
                        "--port",
                        Integer.toString(wanted),
                        "--ready-file",
                        file.toString());
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!Files.exists(file)) {
            assertThat(started.isAlive()).as(started.err()).isTrue();
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.sleep(20);
        }
        return started;
    }

    private JsonNode ready() throws IOException {
        return JSON.readTree(Files.readString(folder.resolve("ready.json")));
    }

    Path tokenFile() throws IOException {
        return Path.of(ready().path("token_file").asString());
    }

    /// Has a console know the node.
    void addTo(Commands console) throws Exception {
        Commands.Ran added =
                console.run(
                        "node",
                        "add",
                        NAME,
                        "--ssh",
                        sshd.user() + "@127.0.0.1:" + network.port(),
                        "--identity",
                        sshd.identity().toString(),
                        "--host-key",
                        sshd.fingerprint(),
                        "--token-file",
                        tokenFile().toString(),
                        "--node-port",
                        Integer.toString(port));
        assertThat(added.code()).as(added.err()).isZero();
    }

    CommandProcess node() {
        return node;
    }

    void restartNode() throws Exception {
        node.close();
        node = start(port);
    }

    /// Jobs that the node works on.
    int runningJobs() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer =
                    client.send(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    "http://127.0.0.1:" + port + "/api/v1/health"))
                                    .header(
                                            "Authorization",
                                            "Bearer " + Files.readString(tokenFile()).strip())
                                    .build(),
                            BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return JSON.readTree(answer.body()).path("running_jobs").asInt(-1);
        }
    }

    /// Ports of the pool that something listens on.
    static List<Integer> boundPorts() throws IOException {
        List<Integer> bound = new ArrayList<>();
        for (int each = SshdRules.FIRST_PORT; each <= SshdRules.LAST_PORT; each++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), each), 1000);
                bound.add(each);
            } catch (java.net.ConnectException _) {
                // Nobody listens.
            }
        }
        return bound;
    }

    @Override
    public void close() throws IOException {
        network.close();
        sshd.close();
        node.close();
    }
}
