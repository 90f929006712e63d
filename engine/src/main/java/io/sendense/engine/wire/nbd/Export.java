package io.sendense.engine.wire.nbd;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// A device under a name, the connections to it, and the threads that call it.
///
/// Each export has workers of its own, so that a slow device holds up nobody else's requests.
/// Thread-safe.
final class Export {

    /// Whether a connection may enter.
    enum Admission {
        ADMITTED,
        FULL,
        WITHDRAWN
    }

    private final ExportFacts facts;
    private final NbdLimits limits;
    private final ThreadPoolExecutor workers;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<ServerConnection> connections = new HashSet<>();

    @GuardedBy("lock")
    private int requestsInFlight;

    @GuardedBy("lock")
    private boolean withdrawn;

    Export(ExportFacts facts, NbdLimits limits) {
        this.facts = facts;
        this.limits = limits;
        int count = limits.flow().workersPerExport();
        this.workers =
                new ThreadPoolExecutor(
                        count,
                        count,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        Thread.ofPlatform()
                                .daemon()
                                .name("nbd-export-" + facts.name() + "-", 0)
                                .factory());
        workers.allowCoreThreadTimeOut(true);
    }

    String name() {
        return facts.name();
    }

    BlockDevice device() {
        return facts.device();
    }

    /// What clients are told.
    ExportFacts facts() {
        return facts;
    }

    Admission admit(ServerConnection connection) {
        synchronized (lock) {
            if (withdrawn) {
                return Admission.WITHDRAWN;
            }
            if (connections.size() >= limits.peers().connectionsPerExport()) {
                return Admission.FULL;
            }
            connections.add(connection);
            return Admission.ADMITTED;
        }
    }

    /// Gives the seat back, taken or not.
    void depart(ServerConnection connection) {
        synchronized (lock) {
            connections.remove(connection);
            lock.notifyAll();
        }
    }

    /// Counts a request in; false if the export takes no more of them.
    boolean begin() {
        synchronized (lock) {
            if (withdrawn) {
                return false;
            }
            requestsInFlight++;
            return true;
        }
    }

    /// Counts a request out: it has been answered.
    void end() {
        synchronized (lock) {
            requestsInFlight--;
            lock.notifyAll();
        }
    }

    /// Runs the work of a request that has begun.
    void execute(Runnable work) {
        workers.execute(work);
    }

    /// Takes no more requests, waits for those in flight to be answered, then closes the
    /// connections and waits for them to be gone.
    ///
    /// @throws IOException the device is still being called although the time to drain is over
    void withdraw() throws IOException, InterruptedException {
        long until = System.nanoTime() + limits.times().drain().toNanos();
        synchronized (lock) {
            withdrawn = true;
            while (requestsInFlight > 0 && remaining(until) > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, remaining(until));
            }
        }
        closeConnections();
        workers.shutdown();
        if (!workers.awaitTermination(Math.max(remaining(until), 1), TimeUnit.NANOSECONDS)) {
            throw new IOException(
                    "export '"
                            + name()
                            + "': "
                            + workers.getActiveCount()
                            + " requests are still running after "
                            + limits.times().drain());
        }
        awaitDeparture();
    }

    private void closeConnections() {
        List<ServerConnection> open;
        synchronized (lock) {
            open = List.copyOf(connections);
        }
        open.forEach(ServerConnection::close);
    }

    /// Their threads have nothing left to wait for, so this takes no time worth speaking of.
    private void awaitDeparture() throws InterruptedException {
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        synchronized (lock) {
            while (!connections.isEmpty() && remaining(until) > 0) {
                TimeUnit.NANOSECONDS.timedWait(lock, remaining(until));
            }
        }
    }

    private static long remaining(long until) {
        return until - System.nanoTime();
    }
}
