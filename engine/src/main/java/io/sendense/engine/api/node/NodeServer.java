package io.sendense.engine.api.node;

import io.sendense.engine.api.rest.RestAddress;
import io.sendense.engine.api.rest.RestServer;
import io.sendense.engine.api.rest.RestSettings;
import io.sendense.engine.node.protocol.RequestJson;
import io.sendense.engine.node.reader.NodeReader;
import io.sendense.engine.node.reader.NodeSettings;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.ProgramVersion;
import io.sendense.engine.security.Secret;
import java.time.Duration;

/// A node: its jobs, and the REST interface to them on the loopback interface. Thread-safe.
public final class NodeServer implements AutoCloseable {
    /// Where a node listens if nobody says otherwise.
    public static final int USUAL_PORT = 8081;

    /// Sums may wait long for their taker, who is sent something at each heartbeat.
    private static final Duration IDLE = Duration.ofSeconds(30);

    private final NodeReader node;
    private final RestServer rest;

    private NodeServer(NodeReader node, RestServer rest) {
        this.node = node;
        this.rest = rest;
    }

    /// Begins to listen.
    ///
    /// @param port of 127.0.0.1; 0 for any free one
    /// @param token who shows it is let in; still the caller's to wipe
    /// @throws EngineException `REST-PLACE-UNAVAILABLE`
    public static NodeServer start(
            NodeSettings settings, ProgramVersion version, int port, Secret token)
            throws EngineException {
        NodeReader node = new NodeReader(settings);
        try {
            RestServer rest =
                    RestServer.start(
                            RestSettings.of(RestAddress.loopback(port), token)
                                    .withMaxBody(RequestJson.MOST_BYTES)
                                    .withTimes(IDLE, NodeApi.HEARTBEAT),
                            new NodeApi(node, version).api());
            return new NodeServer(node, rest);
        } catch (EngineException | RuntimeException e) {
            node.close();
            throw e;
        }
    }

    /// Where it listens.
    public RestAddress address() {
        return rest.address();
    }

    /// Where its interface begins: `http://127.0.0.1:8081`.
    public String url() {
        return "http://" + address();
    }

    /// Stops all jobs, whose followers are told so, and then listening. Repeatable.
    @Override
    public void close() {
        node.close();
        rest.close();
    }
}
