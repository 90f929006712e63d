package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.EngineListener;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// Tells a listener what comes from the engine, on a thread of its own. A slow listener misses runs
/// between, never events; when too many of those wait, the connection is given up.
final class RemoteSubscription implements Engine.Subscription {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSubscription.class);

    private static final EngineListener NOBODY =
            new EngineListener() {
                @Override
                public void runChanged(RunView run) {
                    // Not asked for.
                }

                @Override
                public void runEvent(RunEvent event) {
                    // Not asked for.
                }
            };

    private final EngineListener listener;
    private final Runnable raise;
    private final Runnable unsubscribe;
    private final ConflatingQueue<Runnable> news = new ConflatingQueue<>(Protocol.MAX_WAITING);
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Held while the listener is told something: after `close` nothing is told.
    private final ReentrantLock telling = new ReentrantLock();

    RemoteSubscription(EngineListener listener, Runnable unsubscribe) {
        this(listener, () -> {}, unsubscribe);
    }

    /// Of a window that hears when another start of the console asks for it.
    static RemoteSubscription ofWindow(Runnable raise, Runnable unsubscribe) {
        return new RemoteSubscription(NOBODY, raise, unsubscribe);
    }

    private RemoteSubscription(EngineListener listener, Runnable raise, Runnable unsubscribe) {
        this.listener = listener;
        this.raise = raise;
        this.unsubscribe = unsubscribe;
        Thread.ofVirtual().name("engine-listener").start(this::tell);
    }

    /// Takes a line of this subscription.
    ///
    /// @return false if too many events wait
    /// @throws IllegalArgumentException the line is not understood
    boolean deliver(JsonNode line) {
        if (line.has("run")) {
            RunView run = ControlJson.value(line.path("run"), RunView.class);
            news.replace(run.id(), () -> listener.runChanged(run));
            return true;
        }
        if (line.has("event")) {
            RunEvent event = ControlJson.value(line.path("event"), RunEvent.class);
            return news.add(() -> listener.runEvent(event));
        }
        if (line.has("raise")) {
            return news.add(raise);
        }
        if (line.has("jobRun")) {
            JobRunView run = ControlJson.value(line.path("jobRun"), JobRunView.class);
            news.replace(run.id(), () -> listener.jobRunChanged(run));
            return true;
        }
        if (line.has("jobs")) {
            news.replace("jobs", listener::jobsChanged);
            return true;
        }
        if (line.has("vcenters")) {
            news.replace("vcenters", listener::vcentersChanged);
            return true;
        }
        if (line.has("inventory")) {
            InventoryNews told = ControlJson.value(line.path("inventory"), InventoryNews.class);
            news.merge(new OfVCenter(told.vcenter()), new Inventories(told), Inventories::together);
        }
        return true;
    }

    private record OfVCenter(String name) {}

    /// Tells a change of an inventory.
    private final class Inventories implements Runnable {
        private final InventoryNews told;

        Inventories(InventoryNews told) {
            this.told = told;
        }

        /// The queue keeps only these under the name of a vCenter.
        static Runnable together(Runnable before, Runnable next) {
            Inventories first = (Inventories) before;
            return first.then((Inventories) next);
        }

        private Inventories then(Inventories next) {
            return new Inventories(told.then(next.told));
        }

        @Override
        public void run() {
            listener.inventoryChanged(told.vcenter(), told.change());
        }
    }

    /// The connection is gone: what waits is told, then that.
    void disconnect() {
        news.close();
    }

    private void tell() {
        try {
            for (var next = news.take(); next != null; next = news.take()) {
                tell(next);
            }
            tell(listener::disconnected);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(Runnable piece) {
        telling.lock();
        try {
            if (!closed.get()) {
                piece.run();
            }
        } catch (RuntimeException e) {
            LOG.error("a listener of the engine failed", e);
        } finally {
            telling.unlock();
        }
    }

    /// Ends it; nothing is told once this has returned. A listener may close its own.
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            unsubscribe.run();
            // Waits for what the listener is being told.
            telling.lock();
            try {
                news.close();
            } finally {
                telling.unlock();
            }
        }
    }
}
