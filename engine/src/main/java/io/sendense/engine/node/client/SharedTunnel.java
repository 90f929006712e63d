package io.sendense.engine.node.client;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.node.NodeState;
import io.sendense.engine.node.NodeTransfer;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.wire.ssh.TunnelState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node's tunnel, for all who use it. Thread-safe; opened by the first who wants it, while the
/// others wait for that.
final class SharedTunnel implements AutoCloseable {
    private final String node;
    private final Object opening = new Object();
    private final Object lock = new Object();
    private final List<Consumer<TunnelState>> listeners = new CopyOnWriteArrayList<>();

    /// Guarded by the lock of [NodeTunnels].
    int users;

    @GuardedBy("lock")
    private @Nullable NodeTunnel tunnel;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private Optional<Problem> problem = Optional.empty();

    /// How often the connection was lost.
    @GuardedBy("lock")
    private int losses;

    @GuardedBy("lock")
    private final Set<NodeTransfer> transfers = new LinkedHashSet<>();

    SharedTunnel(String node) {
        this.node = node;
    }

    String node() {
        return node;
    }

    /// The tunnel, open.
    ///
    /// @throws EngineException it cannot be opened; the next one may try again
    NodeTunnel opened(NodePlace.Book places, NodeTimes times)
            throws EngineException, InterruptedException {
        synchronized (opening) {
            synchronized (lock) {
                if (tunnel != null) {
                    return tunnel;
                }
            }
            NodeTunnel made;
            try (NodePlace place = places.place(node)) {
                made = NodeTunnel.open(place, times, this::changed);
            } catch (EngineException e) {
                synchronized (lock) {
                    problem = Optional.of(e.problem());
                }
                throw e;
            }
            synchronized (lock) {
                problem = Optional.empty();
                if (!closed) {
                    tunnel = made;
                    return made;
                }
            }
            made.close();
            throw new InterruptedException("the engine is being closed");
        }
    }

    private void changed(TunnelState state) {
        if (state == TunnelState.LOST) {
            synchronized (lock) {
                losses++;
            }
        }
        listeners.forEach(listener -> listener.accept(state));
    }

    int losses() {
        synchronized (lock) {
            return losses;
        }
    }

    void listen(Consumer<TunnelState> listener) {
        listeners.add(listener);
    }

    void unlisten(Consumer<TunnelState> listener) {
        listeners.remove(listener);
    }

    void add(NodeTransfer transfer) {
        synchronized (lock) {
            transfers.add(transfer);
        }
    }

    void remove(NodeTransfer transfer) {
        synchronized (lock) {
            transfers.remove(transfer);
        }
    }

    NodeTunnels.Status status() {
        synchronized (lock) {
            if (tunnel == null) {
                return new NodeTunnels.Status(
                        problem.isPresent() ? NodeState.LOST : NodeState.CONNECTING,
                        Optional.empty(),
                        Optional.empty(),
                        problem,
                        List.of());
            }
            return new NodeTunnels.Status(
                    tunnel.up() ? NodeState.UP : NodeState.LOST,
                    Optional.of(tunnel.version().version()),
                    tunnel.ssh().roundTrip(),
                    problem,
                    new ArrayList<>(transfers));
        }
    }

    @Override
    public void close() {
        NodeTunnel open;
        synchronized (lock) {
            closed = true;
            open = tunnel;
            tunnel = null;
        }
        if (open != null) {
            open.close();
        }
    }
}
