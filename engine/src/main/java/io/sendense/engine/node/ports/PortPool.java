package io.sendense.engine.node.ports;

import io.sendense.engine.catalog.LeaseRow;
import io.sendense.engine.catalog.LeaseTable;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Leases the ports 10100 to 10200 of nodes' loopbacks to disks. Thread-safe; one for an engine.
///
/// A lease is recorded before the port is asked for. A port that the node refuses is passed over
/// for half a minute, and the next one is tried; where none is free, the disk waits its turn.
public final class PortPool {
    /// The first port of the pool.
    public static final int FIRST = 10_100;

    /// The last one.
    public static final int LAST = 10_200;

    static final int PORTS = LAST - FIRST + 1;

    private static final Duration PASS_OVER = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(PortPool.class);

    private final LeaseTable leases;
    private final String owner;
    private final InstantSource clock;
    private final Duration passOver;
    private final Map<String, NodePorts> nodes = new ConcurrentHashMap<>();

    /// A pool that passes refused ports over for 30 s.
    ///
    /// @param owner id of the engine's home: no other living engine has it
    public PortPool(LeaseTable leases, String owner, InstantSource clock) {
        this(leases, owner, clock, PASS_OVER);
    }

    PortPool(LeaseTable leases, String owner, InstantSource clock, Duration passOver) {
        this.leases = leases;
        this.owner = owner;
        this.clock = clock;
        this.passOver = passOver;
    }

    /// Forgets what a dead process of this engine had leased. To be called once, before the first
    /// lease.
    public void sweep() {
        int swept = leases.sweep(owner);
        if (swept > 0) {
            LOG.info("forgot {} leases of ports of a dead engine", swept);
        }
    }

    /// Leases a port and has it bound.
    ///
    /// @param waiting told when all are in use and the disk has to wait
    /// @throws EngineException what the binder throws; `NODE-PORTS-REFUSED`: no port is in use, and
    ///   the node has refused all of them. Nothing is leased then
    /// @throws InterruptedException also while it waits; nothing is leased then
    public PortLease lease(PortRequest request, PortBinder binder, PortWaiting waiting)
            throws EngineException, InterruptedException {
        NodePorts ports =
                nodes.computeIfAbsent(request.node(), node -> new NodePorts(node, passOver));
        while (true) {
            OptionalInt taken = ports.take(port -> record(request, port), waiting);
            if (taken.isEmpty()) {
                throw Problem.of(ProblemCode.NODE_PORTS_REFUSED)
                        .with("node", request.node())
                        .withCount("refused", PORTS)
                        .withCount("tried", PORTS)
                        .with("first", Integer.toString(FIRST))
                        .toException();
            }
            int port = taken.getAsInt();
            PortBinder.Answer answer;
            try {
                answer = binder.bind(port);
            } catch (EngineException | InterruptedException | RuntimeException e) {
                release(ports, request.node(), port);
                throw e;
            }
            if (answer == PortBinder.Answer.BOUND) {
                AtomicBoolean open = new AtomicBoolean(true);
                return new PortLease(
                        request.node(),
                        port,
                        () -> {
                            if (open.getAndSet(false)) {
                                release(ports, request.node(), port);
                            }
                        });
            }
            LOG.info("the node {} refused port {}", request.node(), port);
            leases.release(request.node(), port, owner);
            ports.refused(port);
        }
    }

    private boolean record(PortRequest request, int port) {
        return leases.take(
                new LeaseRow(
                        request.node(),
                        port,
                        owner,
                        request.run(),
                        request.diskKey(),
                        clock.instant()));
    }

    private void release(NodePorts ports, String node, int port) {
        try {
            leases.release(node, port, owner);
        } finally {
            ports.free(port);
        }
    }
}
