package io.sendense.engine.node.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.node.NodeState;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tunnels of an engine: one for each node that runs use, opened with the first use and closed
/// with the last. Thread-safe; opening one delays nobody who wants another.
///
/// Closing it ends all.
public final class NodeTunnels implements AutoCloseable {
    private final NodePlace.Book places;
    private final NodeTimes times;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, SharedTunnel> tunnels = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @GuardedBy("lock")
    private boolean closed;

    public NodeTunnels(NodePlace.Book places, NodeTimes times) {
        this.places = places;
        this.times = times;
    }

    NodeTimes times() {
        return times;
    }

    /// Uses a node's tunnel, and opens it where nobody did.
    ///
    /// @throws EngineException a `NODE-*`
    NodeUse use(String node) throws EngineException, InterruptedException {
        SharedTunnel shared;
        synchronized (lock) {
            if (closed) {
                throw new IllegalStateException("the tunnels are closed");
            }
            shared = tunnels.computeIfAbsent(node, SharedTunnel::new);
            shared.users++;
        }
        try {
            return new NodeUse(shared, shared.opened(places, times), () -> release(shared));
        } catch (EngineException | InterruptedException | RuntimeException e) {
            release(shared);
            throw e;
        }
    }

    private void release(SharedTunnel shared) {
        synchronized (lock) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            tunnels.remove(shared.node(), shared);
        }
        shared.close();
    }

    /// How it stands with a node at the moment. Immutable.
    ///
    /// @param problem why it could not be opened the last time
    public record Status(
            NodeState state,
            Optional<String> version,
            Optional<Duration> roundTrip,
            Optional<Problem> problem,
            List<NodeTransfer> transfers) {
        static final Status IDLE =
                new Status(
                        NodeState.IDLE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of());
    }

    public Status status(String node) {
        SharedTunnel shared;
        synchronized (lock) {
            shared = tunnels.get(node);
        }
        return shared == null ? Status.IDLE : shared.status();
    }

    @Override
    public void close() {
        List<SharedTunnel> all;
        synchronized (lock) {
            closed = true;
            all = new ArrayList<>(tunnels.values());
            tunnels.clear();
        }
        all.forEach(SharedTunnel::close);
    }
}
