package io.sendense.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.Sources;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.source.inventory.Inventory;
import io.sendense.engine.source.inventory.InventoryChange;
import io.sendense.engine.source.inventory.VmSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The inventories that somebody looks at: who reads one while there are listeners has it followed,
/// until there are none. Thread-safe.
///
/// Listeners are told what differs from the oldest reading that anybody may still show, so that a
/// change between a reading and the begin of following is not lost.
final class FollowedInventories implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FollowedInventories.class);

    /// Between two attempts at a server that cannot be reached.
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Sources sources;
    private final EventHub hub;
    private final Object lock = new Object();

    /// By vCenter: what was read, and who follows it.
    @GuardedBy("lock")
    private final Map<String, Followed> read = new HashMap<>();

    @GuardedBy("lock")
    private boolean heard;

    FollowedInventories(Sources sources, EventHub hub) {
        this.sources = sources;
        this.hub = hub;
    }

    /// Reads an inventory from its server, and has it followed while there are listeners.
    Inventory read(String vcenter) throws EngineException, InterruptedException {
        Inventory now = sources.source(vcenter).inventory();
        synchronized (lock) {
            Followed followed = read.computeIfAbsent(vcenter, _ -> new Followed(vcenter, now));
            if (heard) {
                followed.start();
            }
        }
        return now;
    }

    /// Begins or ends following: there may be listeners now, or none any more.
    void listenersChanged() {
        synchronized (lock) {
            heard = hub.isHeard();
            if (heard) {
                read.values().forEach(Followed::start);
            } else {
                endAll();
            }
        }
    }

    @GuardedBy("lock")
    private void endAll() {
        read.values().forEach(Followed::stop);
        read.clear();
    }

    /// Ends following a vCenter: it is being forgotten.
    void forget(String vcenter) {
        synchronized (lock) {
            Followed followed = read.remove(vcenter);
            if (followed != null) {
                followed.stop();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            heard = false;
            endAll();
        }
    }

    /// One vCenter's.
    private final class Followed {
        private final String vcenter;

        /// What listeners were told last. Written by the following thread alone once that runs.
        private Inventory known;

        private @Nullable Thread thread;

        Followed(String vcenter, Inventory known) {
            this.vcenter = vcenter;
            this.known = known;
        }

        void start() {
            if (thread == null) {
                thread = Thread.ofVirtual().name("inventory " + vcenter).start(this::follow);
            }
        }

        void stop() {
            if (thread != null) {
                thread.interrupt();
            }
        }

        private void follow() {
            try {
                while (true) {
                    try {
                        VmSource source = sources.source(vcenter);
                        source.follow(this::tell);
                    } catch (EngineException e) {
                        LOG.warn("{} cannot be followed now: {}", vcenter, e.getMessage());
                    }
                    Thread.sleep(PAUSE);
                }
            } catch (InterruptedException e) {
                LOG.debug("{} is no longer followed", vcenter);
            } catch (RuntimeException e) {
                // The source was closed under it, or there is a defect: readings go on working.
                LOG.warn("{} is no longer followed", vcenter, e);
                synchronized (lock) {
                    read.remove(vcenter, this);
                }
            }
        }

        private void tell(Inventory now) {
            InventoryChange change = InventoryChange.between(known, now);
            known = now;
            if (!change.isEmpty() && isCurrent()) {
                hub.inventoryChanged(vcenter, change);
            }
        }

        private boolean isCurrent() {
            synchronized (lock) {
                return read.get(vcenter) == this;
            }
        }
    }
}
