package io.sendense.engine.api.control;

import io.sendense.engine.Nodes;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Secret;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Makes the calls that are of nodes: names and arguments are those of `Nodes`, behind a prefix.
/// Thread-safe.
final class NodeCalls {
    static final String PREFIX = "nodes.";

    private final Nodes nodes;

    NodeCalls(Nodes nodes) {
        this.nodes = nodes;
    }

    /// Makes one call and waits for it, as `EngineCalls.make` does.
    Object make(String call, JsonNode arguments) throws EngineException, InterruptedException {
        return switch (call.substring(PREFIX.length())) {
            case "list" -> nodes.list();
            case "hostKey" -> nodes.hostKey(text(arguments, "ssh"));
            case "access" ->
                    nodes.access(
                            text(arguments, "ssh"),
                            Optional.ofNullable(arguments.path("identity").stringValue(null)),
                            EngineCalls.value(arguments, "restPort", Integer.class));
            case "add" -> {
                NewNode node = EngineCalls.value(arguments, "node", NewNode.class);
                try (var _ = node.token()) {
                    yield nodes.add(node);
                } finally {
                    node.secret().ifPresent(Secret::close);
                }
            }
            case "test" -> nodes.test(text(arguments, "name"));
            case "remove" -> {
                nodes.remove(text(arguments, "name"));
                yield true;
            }
            default -> throw new IllegalArgumentException("there is no call '" + call + "'");
        };
    }

    private static String text(JsonNode arguments, String name) {
        return EngineCalls.value(arguments, name, String.class);
    }
}
