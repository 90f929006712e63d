package io.sendense.engine;

import io.sendense.engine.catalog.NodeRow;
import io.sendense.engine.node.NewNode;
import io.sendense.engine.node.NodeAccess;
import io.sendense.engine.node.NodeCheck;
import io.sendense.engine.node.NodeHostKey;
import io.sendense.engine.node.NodeView;
import io.sendense.engine.node.client.NodeInspection;
import io.sendense.engine.node.client.NodePlace;
import io.sendense.engine.node.client.NodeTimes;
import io.sendense.engine.node.client.NodeTunnels;
import io.sendense.engine.node.client.SshProblems;
import io.sendense.engine.node.ports.PortPool;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.ssh.AuthorizedKeys;
import io.sendense.engine.wire.ssh.HostKey;
import io.sendense.engine.wire.ssh.SshAddress;
import io.sendense.engine.wire.ssh.SshException;
import io.sendense.engine.wire.ssh.SshTunnel;
import io.sendense.engine.wire.ssh.SshdSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The nodes of this process's engine. Thread-safe.
final class InProcessNodes implements Nodes {
    private static final String COMMENT = "sendense";
    private static final Duration LOOK = Duration.ofSeconds(15);

    private final NodeRegister register;
    private final NodeTunnels tunnels;

    InProcessNodes(NodeRegister register, NodeTunnels tunnels) {
        this.register = register;
        this.tunnels = tunnels;
    }

    @Override
    public List<NodeView> list() throws EngineException, InterruptedException {
        return Cataloged.call(() -> register.rows().stream().map(this::view).toList());
    }

    private NodeView view(NodeRow row) {
        NodeTunnels.Status status = tunnels.status(row.name());
        return new NodeView(
                row.name(),
                NodeRegister.ssh(row),
                row.login(),
                row.identity(),
                row.hostKey(),
                row.restPort(),
                row.added(),
                status.state(),
                status.version(),
                status.roundTrip(),
                status.problem(),
                status.transfers());
    }

    @Override
    public NodeHostKey hostKey(String ssh) throws EngineException {
        HostKey shown = shown(NodeRegister.address(ssh));
        return new NodeHostKey(shown.type(), shown.fingerprint());
    }

    private static HostKey shown(SshAddress address) throws EngineException {
        try {
            return SshTunnel.hostKey(address, LOOK);
        } catch (SshException e) {
            throw SshProblems.connecting(address.toString(), e);
        }
    }

    @Override
    public NodeAccess access(String ssh, Optional<String> identity, int restPort)
            throws EngineException {
        SshAddress address = NodeRegister.address(ssh);
        Optional<String> line = Optional.empty();
        if (identity.isPresent()) {
            try {
                line =
                        Optional.of(
                                AuthorizedKeys.line(
                                        Path.of(identity.get()),
                                        COMMENT,
                                        PortPool.FIRST,
                                        PortPool.LAST,
                                        restPort));
            } catch (SshException e) {
                throw Problem.of(ProblemCode.REQUEST_INVALID)
                        .because(SshProblems.cause(e))
                        .toException(e);
            }
        }
        return new NodeAccess(
                line, SshdSettings.text(address.user(), PortPool.FIRST, PortPool.LAST, restPort));
    }

    @Override
    public NodeView add(NewNode node) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            NodeRow row = register.checked(node);
            HostKey shown = shown(NodeRegister.address(node.ssh()));
            if (!shown.fingerprint().equals(node.hostKey())) {
                throw Problem.of(ProblemCode.NODE_HOST_KEY_CHANGED)
                        .with("ssh", NodeRegister.ssh(row))
                        .with("expected", node.hostKey())
                        .with("shown", shown.fingerprint())
                        .toException();
            }
            register.store(row, node);
            return view(row);
        });
    }

    @Override
    public NodeCheck test(String name) throws EngineException, InterruptedException {
        return Cataloged.call(() -> {
            try (NodePlace place = register.place(name)) {
                return new NodeInspection(
                                place, NodeTimes.usual(), tunnels.status(place.name()).transfers())
                        .run();
            }
        });
    }

    @Override
    public void remove(String name) throws EngineException, InterruptedException {
        Cataloged.call(() -> {
            NodeRow row = register.row(name);
            long runs = register.runsOf(row.name());
            long jobs = register.jobsOf(row.name());
            if (runs + jobs > 0) {
                throw Problem.of(ProblemCode.NODE_IN_USE)
                        .with("name", row.name())
                        .withCount("runs", runs)
                        .withCount("jobs", jobs)
                        .toException();
            }
            register.remove(row);
            return row;
        });
    }
}
