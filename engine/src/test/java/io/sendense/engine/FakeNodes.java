package io.sendense.engine;

import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeAccess;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeCheck.Outcome;
import io.sendense.engine.node.NodeCheckStep;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeState;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Nodes that exist nowhere: each shows the same host key, and takes the token `good`.
public final class FakeNodes implements Nodes {
    public static final String HOST_KEY = "SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";
    private static final Instant ADDED = Instant.parse("2026-11-22T20:15:00Z");

    private final List<NodeTransfer> transfers;
    private final Map<String, NodeView> nodes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> tokens = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /// @param transfers what each node that is added pushes
    public FakeNodes(NodeTransfer... transfers) {
        this.transfers = List.of(transfers);
    }

    @Override
    public synchronized List<NodeView> list() {
        return List.copyOf(nodes.values());
    }

    @Override
    public NodeHostKey hostKey(String ssh) throws EngineException {
        if (!ssh.contains("@")) {
            throw Problem.of(ProblemCode.NODE_UNREACHABLE)
                    .with("ssh", ssh)
                    .with("cause", "no such host")
                    .toException();
        }
        return new NodeHostKey("ssh-ed25519", HOST_KEY);
    }

    @Override
    public NodeAccess access(String ssh, Optional<String> identity, int restPort) {
        return new NodeAccess(
                identity.map(file -> "restrict,port-forwarding of " + file + " to " + restPort),
                "AllowTcpForwarding yes\nfor " + ssh);
    }

    @Override
    public synchronized NodeView add(NewNode node) throws EngineException {
        if (nodes.containsKey(node.name())) {
            throw Problem.of(ProblemCode.NODE_NAME_TAKEN).with("name", node.name()).toException();
        }
        if (!node.hostKey().equals(hostKey(node.ssh()).fingerprint())) {
            throw Problem.of(ProblemCode.NODE_HOST_KEY_CHANGED)
                    .with("ssh", node.ssh())
                    .with("expected", node.hostKey())
                    .with("shown", HOST_KEY)
                    .toException();
        }
        NodeView view =
                new NodeView(
                        node.name(),
                        node.ssh(),
                        node.login(),
                        node.identity(),
                        node.hostKey(),
                        node.restPort(),
                        ADDED,
                        NodeState.UP,
                        Optional.of("0.1.0"),
                        Optional.of(Duration.ofMillis(20)),
                        Optional.empty(),
                        transfers);
        nodes.put(node.name(), view);
        tokens.put(
                node.name(),
                node.token().reveal() + node.secret().map(secret -> secret.reveal()).orElse(""));
        return view;
    }

    /// The token and secret that a node was added with, one after the other.
    public synchronized String secretsOf(String name) {
        return tokens.get(name);
    }

    @Override
    public synchronized NodeCheck test(String name) throws EngineException {
        String known = find(name).name();
        boolean good = tokens.get(name).startsWith("good");
        return new NodeCheck(
                Arrays.stream(NodeCheckStep.values())
                        .map(step ->
                                new NodeCheck.Result(
                                        step,
                                        good || step.compareTo(NodeCheckStep.INTERFACE) < 0
                                                ? Outcome.PASSED
                                                : step == NodeCheckStep.INTERFACE
                                                        ? Outcome.FAILED
                                                        : Outcome.NOT_TRIED,
                                        good || step != NodeCheckStep.INTERFACE
                                                ? Optional.empty()
                                                : Optional.of(
                                                        Problem.of(ProblemCode.NODE_TOKEN_REFUSED)
                                                                .with("node", known))))
                        .toList(),
                Optional.of("0.1.0"));
    }

    @Override
    public synchronized void remove(String name) throws EngineException {
        find(name);
        nodes.remove(name);
    }

    /// Puts a node there as it is.
    public synchronized void put(NodeView node) {
        nodes.put(node.name(), node);
        tokens.put(node.name(), "good");
    }

    private NodeView find(String name) throws EngineException {
        NodeView found = nodes.get(name);
        if (found == null) {
            throw Problem.of(ProblemCode.NODE_UNKNOWN).with("name", name).toException();
        }
        return found;
    }
}
