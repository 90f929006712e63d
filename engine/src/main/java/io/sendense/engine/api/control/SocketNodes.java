package io.sendense.engine.api.control;

import io.sendense.engine.Nodes;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeAccess;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.Progress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The nodes of another process's engine; see `SocketEngine`. Thread-safe.
final class SocketNodes implements Nodes {
    private final RemoteConnection connection;

    SocketNodes(RemoteConnection connection) {
        this.connection = connection;
    }

    private JsonNode call(String name, Map<String, ?> arguments)
            throws EngineException, InterruptedException {
        return connection.call(NodeCalls.PREFIX + name, arguments, Progress.NONE);
    }

    @Override
    public List<NodeView> list() throws EngineException, InterruptedException {
        return ControlJson.list(call("list", Map.of()), NodeView.class);
    }

    @Override
    public NodeHostKey hostKey(String ssh) throws EngineException, InterruptedException {
        return ControlJson.value(call("hostKey", Map.of("ssh", ssh)), NodeHostKey.class);
    }

    @Override
    public NodeAccess access(String ssh, Optional<String> identity, int restPort)
            throws EngineException, InterruptedException {
        Map<String, Object> arguments = new HashMap<>();
        arguments.put("ssh", ssh);
        identity.ifPresent(file -> arguments.put("identity", file));
        arguments.put("restPort", restPort);
        return ControlJson.value(call("access", arguments), NodeAccess.class);
    }

    @Override
    public NodeView add(NewNode node) throws EngineException, InterruptedException {
        return ControlJson.value(call("add", Map.of("node", node)), NodeView.class);
    }

    @Override
    public NodeCheck test(String name) throws EngineException, InterruptedException {
        return ControlJson.value(call("test", Map.of("name", name)), NodeCheck.class);
    }

    @Override
    public void remove(String name) throws EngineException, InterruptedException {
        call("remove", Map.of("name", name));
    }
}
