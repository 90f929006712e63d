package io.sendense.engine.node.ports;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;

/// What this engine knows of one node's ports. Thread-safe.
///
/// Whoever comes takes the lowest port that is free, in the order of coming; who finds none waits.
/// Binding is not done here, so a slow node delays only whoever asks it.
final class NodePorts {
    /// Other engines give ports back without telling.
    private static final long LOOK_AGAIN_MILLIS = 1_000;

    private final String node;
    private final Duration passOver;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<Object> queue = new ArrayDeque<>();

    /// Of this engine.
    @GuardedBy("lock")
    private final Set<Integer> leased = new HashSet<>();

    /// Of others, as far as it was seen in the last look.
    @GuardedBy("lock")
    private final Set<Integer> foreign = new HashSet<>();

    /// Until when a port is not asked for again, as `System.nanoTime` tells it.
    @GuardedBy("lock")
    private final Map<Integer, Long> refused = new HashMap<>();

    NodePorts(String node, Duration passOver) {
        this.node = node;
        this.passOver = passOver;
    }

    /// Takes a free port, or waits for one.
    ///
    /// @param record records the lease of a port; false if another engine has it
    /// @return empty if nobody has a port leased and the node has refused all of them
    OptionalInt take(IntPredicate record, PortWaiting waiting) throws InterruptedException {
        Object ticket = new Object();
        synchronized (lock) {
            queue.add(ticket);
        }
        try {
            boolean told = false;
            while (true) {
                PortsInUse why;
                synchronized (lock) {
                    if (ticket.equals(queue.peek())) {
                        OptionalInt port = free(record);
                        if (port.isPresent() || nothingToWaitFor()) {
                            return port;
                        }
                    }
                    why = inUse(ticket);
                    if (told) {
                        lock.wait(LOOK_AGAIN_MILLIS);
                        continue;
                    }
                    if (!ticket.equals(queue.peek()) && anyFree()) {
                        // The one ahead is about to take one of them.
                        lock.wait(LOOK_AGAIN_MILLIS);
                        continue;
                    }
                }
                waiting.waits(why);
                told = true;
            }
        } finally {
            synchronized (lock) {
                queue.remove(ticket);
                lock.notifyAll();
            }
        }
    }

    @GuardedBy("lock")
    private OptionalInt free(IntPredicate record) {
        foreign.clear();
        long now = System.nanoTime();
        refused.values().removeIf(until -> until - now <= 0);
        for (int port = PortPool.FIRST; port <= PortPool.LAST; port++) {
            if (leased.contains(port) || refused.containsKey(port)) {
                continue;
            }
            if (record.test(port)) {
                leased.add(port);
                return OptionalInt.of(port);
            }
            foreign.add(port);
        }
        return OptionalInt.empty();
    }

    @GuardedBy("lock")
    private boolean anyFree() {
        return leased.size() + foreign.size() + refused.size() < PortPool.PORTS;
    }

    @GuardedBy("lock")
    private boolean nothingToWaitFor() {
        return leased.isEmpty() && foreign.isEmpty();
    }

    @GuardedBy("lock")
    private PortsInUse inUse(Object ticket) {
        int ahead = 0;
        for (Object other : queue) {
            if (other.equals(ticket)) {
                break;
            }
            ahead++;
        }
        return new PortsInUse(
                node, leased.size() + foreign.size(), refused.size(), PortPool.PORTS, ahead);
    }

    /// A port whose lease has ended.
    void free(int port) {
        synchronized (lock) {
            leased.remove(port);
            lock.notifyAll();
        }
    }

    /// A port that the node has refused: passed over for some time.
    void refused(int port) {
        synchronized (lock) {
            leased.remove(port);
            refused.put(port, System.nanoTime() + passOver.toNanos());
            lock.notifyAll();
        }
    }
}
