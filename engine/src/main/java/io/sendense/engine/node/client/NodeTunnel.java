package io.sendense.engine.node.client;

import io.sendense.engine.node.protocol.NodeVersion;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.ssh.LocalForward;
import io.sendense.engine.wire.ssh.SshException;
import io.sendense.engine.wire.ssh.SshTunnel;
import io.sendense.engine.wire.ssh.TunnelListener;
import io.sendense.engine.wire.ssh.TunnelState;
import java.io.IOException;

/// The tunnel to one node, and the way to its interface through it. Thread-safe.
///
/// Opened means proven: the node has answered through it, and speaks this engine's protocol.
final class NodeTunnel implements AutoCloseable {
    private final String node;
    private final SshTunnel ssh;
    private final LocalForward forward;
    private final NodeApi api;
    private final NodeVersion version;

    private NodeTunnel(
            String node, SshTunnel ssh, LocalForward forward, NodeApi api, NodeVersion version) {
        this.node = node;
        this.ssh = ssh;
        this.forward = forward;
        this.api = api;
        this.version = version;
    }

    /// Connects.
    ///
    /// @param place wiped by the caller; its secrets are copied
    /// @throws EngineException a `NODE-*` that says how far it came
    static NodeTunnel open(NodePlace place, NodeTimes times, TunnelListener listener)
            throws EngineException, InterruptedException {
        String address = place.ssh().address().toString();
        SshTunnel ssh;
        try {
            ssh = SshTunnel.open(place.ssh(), listener);
        } catch (SshException e) {
            throw SshProblems.connecting(address, e);
        }
        try {
            LocalForward forward = ssh.localForward(place.restPort());
            NodeApi api = api(place, forward, times);
            NodeVersion version;
            try {
                version = version(api, place, forward);
                requireFit(version, place.name());
            } catch (EngineException | InterruptedException | RuntimeException e) {
                api.close();
                throw e;
            }
            return new NodeTunnel(place.name(), ssh, forward, api, version);
        } catch (SshException e) {
            ssh.close();
            throw SshProblems.opening(place.name(), place.restPort(), e);
        } catch (IOException e) {
            ssh.close();
            throw Problem.of(ProblemCode.NODE_UNREACHABLE)
                    .with("ssh", address)
                    .because(e)
                    .toException(e);
        } catch (EngineException | InterruptedException | RuntimeException e) {
            ssh.close();
            throw e;
        }
    }

    /// The node's interface at the near end of a forward.
    static NodeApi api(NodePlace place, LocalForward forward, NodeTimes times) {
        return new NodeApi(forward.port(), place.token().copy(), place.name(), times.answer());
    }

    /// Asks which program the node is.
    ///
    /// @throws SshException the forward takes connections, and leads nowhere
    static NodeVersion version(NodeApi api, NodePlace place, LocalForward forward)
            throws EngineException, SshException, InterruptedException {
        try {
            return api.version();
        } catch (IOException e) {
            // The server says why the forward leads nowhere, where it does.
            forward.prove();
            throw Problem.of(ProblemCode.NODE_NOT_RUNNING)
                    .with("node", place.name())
                    .with("port", Integer.toString(place.restPort()))
                    .because(e)
                    .toException(e);
        }
    }

    /// @throws EngineException `NODE-VERSION-UNFIT`: it speaks another protocol
    static void requireFit(NodeVersion version, String node) throws EngineException {
        if (version.protocol() != NodeVersion.PROTOCOL) {
            throw Problem.of(ProblemCode.NODE_VERSION_UNFIT)
                    .with("node", node)
                    .with("version", version.version() + " (protocol " + version.protocol() + ")")
                    .with("own", "protocol " + NodeVersion.PROTOCOL)
                    .toException();
        }
    }

    String node() {
        return node;
    }

    SshTunnel ssh() {
        return ssh;
    }

    NodeApi api() {
        return api;
    }

    NodeVersion version() {
        return version;
    }

    boolean up() {
        return ssh.state() == TunnelState.UP;
    }

    @Override
    public void close() {
        api.close();
        forward.close();
        ssh.close();
    }
}
