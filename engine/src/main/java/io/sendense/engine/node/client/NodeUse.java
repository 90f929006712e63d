package io.sendense.engine.node.client;

import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.wire.ssh.TunnelState;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/// A run's use of a node's tunnel, until this is closed. Thread-safe.
final class NodeUse implements AutoCloseable {
    private final SharedTunnel shared;
    private final NodeTunnel tunnel;
    private final Runnable release;
    private boolean closed;

    NodeUse(SharedTunnel shared, NodeTunnel tunnel, Runnable release) {
        this.shared = shared;
        this.tunnel = tunnel;
        this.release = release;
    }

    NodeTunnel tunnel() {
        return tunnel;
    }

    /// What the tunnel is for a disk that begins now: for it, a connection that was lost meanwhile
    /// is lost, also when there is a new one.
    NodeLink link() {
        int before = shared.losses();
        return new NodeLink() {
            @Override
            public String node() {
                return tunnel.node();
            }

            @Override
            public NodeApi api() {
                return tunnel.api();
            }

            @Override
            public Optional<Cause> lost() {
                return shared.losses() == before && tunnel.up()
                        ? Optional.empty()
                        : Optional.of(whyDown());
            }
        };
    }

    /// Why there is no connection, or was none: one that was given up for good says more.
    Cause whyDown() {
        return tunnel.ssh()
                .failure()
                .map(SshProblems::cause)
                .orElseGet(() -> Cause.of(CauseCode.SSH_CONNECTION_LOST));
    }

    /// Waits until the tunnel stands.
    ///
    /// @return false if it does not after that time, or was given up for good
    boolean awaitUp(Duration limit) throws InterruptedException {
        long began = System.nanoTime();
        while (!tunnel.up()) {
            boolean over = System.nanoTime() - began > limit.toNanos();
            if (over || tunnel.ssh().failure().isPresent()) {
                return false;
            }
            Thread.sleep(100);
        }
        return true;
    }

    void listen(Consumer<TunnelState> listener) {
        shared.listen(listener);
    }

    void unlisten(Consumer<TunnelState> listener) {
        shared.unlisten(listener);
    }

    void add(NodeTransfer transfer) {
        shared.add(transfer);
    }

    void remove(NodeTransfer transfer) {
        shared.remove(transfer);
    }

    /// Repeatable.
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            release.run();
        }
    }
}
