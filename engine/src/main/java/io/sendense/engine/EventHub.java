package io.sendense.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.RunListener;
import io.sendense.engine.execution.JobListener;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.InventoryChange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Passes on what happens in runs, jobs and inventories: each subscriber is told in a thread of its
/// own, so that a slow one delays nobody. Thread-safe.
///
/// Pictures of a run are conflated, the newest wins; changes of an inventory are put together;
/// events are kept in order and none is left out.
final class EventHub implements RunListener, JobListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

    @Override
    public void runChanged(RunView run) {
        subscribers.forEach(subscriber -> subscriber.offer(run));
    }

    @Override
    public void runEvent(RunEvent event) {
        subscribers.forEach(subscriber -> subscriber.offer(event));
    }

    @Override
    public void jobRunChanged(JobRunView run) {
        subscribers.forEach(subscriber -> subscriber.offer(run));
    }

    @Override
    public void jobsChanged() {
        subscribers.forEach(Subscriber::offerJobs);
    }

    void inventoryChanged(String vcenter, InventoryChange change) {
        subscribers.forEach(subscriber -> subscriber.offer(vcenter, change));
    }

    void vcentersChanged() {
        subscribers.forEach(Subscriber::offerVCenters);
    }

    /// Whether anybody listens.
    boolean isHeard() {
        return !subscribers.isEmpty();
    }

    /// Registers a listener; `now` and `jobsNow` are what it is told first.
    Engine.Subscription subscribe(
            EngineListener listener, List<RunView> now, List<JobRunView> jobsNow) {
        Subscriber subscriber = new Subscriber(listener);
        subscribers.add(subscriber);
        now.forEach(subscriber::offer);
        jobsNow.forEach(subscriber::offer);
        subscriber.start();
        return () -> {
            subscribers.remove(subscriber);
            subscriber.leave();
        };
    }

    /// Tells every subscriber what is still to be told, then that nothing more will come.
    @Override
    public void close() {
        List<Subscriber> last = List.copyOf(subscribers);
        subscribers.clear();
        last.forEach(subscriber -> subscriber.stop(true));
    }

    /// One listener and what it has not been told yet.
    private static final class Subscriber {
        private final EngineListener listener;
        private final Object lock = new Object();

        /// Held while the listener is told something.
        private final ReentrantLock telling = new ReentrantLock();

        @GuardedBy("telling")
        private boolean left;

        @GuardedBy("lock")
        private final SequencedMap<RunId, RunView> pictures = new LinkedHashMap<>();

        @GuardedBy("lock")
        private final Deque<RunEvent> events = new ArrayDeque<>();

        @GuardedBy("lock")
        private final SequencedMap<String, InventoryChange> inventories = new LinkedHashMap<>();

        @GuardedBy("lock")
        private final SequencedMap<JobRunId, JobRunView> jobRuns = new LinkedHashMap<>();

        @GuardedBy("lock")
        private boolean jobs;

        @GuardedBy("lock")
        private boolean vcenters;

        @GuardedBy("lock")
        private boolean stopped;

        @GuardedBy("lock")
        private boolean farewell;

        Subscriber(EngineListener listener) {
            this.listener = listener;
        }

        void start() {
            Thread.ofVirtual().name("events").start(this::work);
        }

        void offer(RunView run) {
            synchronized (lock) {
                // Moved to the end, so that an event and the picture after it come in this order.
                pictures.remove(run.id());
                pictures.put(run.id(), run);
                lock.notifyAll();
            }
        }

        void offer(JobRunView run) {
            synchronized (lock) {
                jobRuns.remove(run.id());
                jobRuns.put(run.id(), run);
                lock.notifyAll();
            }
        }

        void offerJobs() {
            synchronized (lock) {
                jobs = true;
                lock.notifyAll();
            }
        }

        void offerVCenters() {
            synchronized (lock) {
                vcenters = true;
                lock.notifyAll();
            }
        }

        void offer(RunEvent event) {
            synchronized (lock) {
                events.add(event);
                lock.notifyAll();
            }
        }

        void offer(String vcenter, InventoryChange change) {
            synchronized (lock) {
                inventories.merge(vcenter, change, InventoryChange::then);
                lock.notifyAll();
            }
        }

        void stop(boolean tellTheRest) {
            synchronized (lock) {
                stopped = true;
                farewell = tellTheRest;
                lock.notifyAll();
            }
        }

        /// Nothing is told once this has returned: waits for what is being told. A listener may
        /// close its own.
        void leave() {
            stop(false);
            telling.lock();
            try {
                left = true;
            } finally {
                telling.unlock();
            }
        }

        private void work() {
            for (Runnable next = next(); next != null; next = next()) {
                tell(next);
            }
            synchronized (lock) {
                if (!farewell) {
                    return;
                }
            }
            listener.disconnected();
        }

        /// Waits for what is to be told next; null when nothing more is.
        private @Nullable Runnable next() {
            synchronized (lock) {
                while (true) {
                    if (stopped && !farewell) {
                        return null;
                    }
                    Runnable next = poll();
                    if (next != null || stopped) {
                        return next;
                    }
                    try {
                        lock.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return null;
                    }
                }
            }
        }

        @GuardedBy("lock")
        private @Nullable Runnable poll() {
            RunEvent event = events.pollFirst();
            if (event != null) {
                return () -> listener.runEvent(event);
            }
            var picture = pictures.pollFirstEntry();
            if (picture != null) {
                return () -> listener.runChanged(picture.getValue());
            }
            var jobRun = jobRuns.pollFirstEntry();
            if (jobRun != null) {
                return () -> listener.jobRunChanged(jobRun.getValue());
            }
            if (jobs) {
                jobs = false;
                return listener::jobsChanged;
            }
            // Before its inventory: whoever hears of that knows the vCenter.
            if (vcenters) {
                vcenters = false;
                return listener::vcentersChanged;
            }
            var inventory = inventories.pollFirstEntry();
            return inventory == null
                    ? null
                    : () -> listener.inventoryChanged(inventory.getKey(), inventory.getValue());
        }

        private void tell(Runnable piece) {
            telling.lock();
            try {
                if (!left) {
                    piece.run();
                }
            } catch (RuntimeException e) {
                // A listener's bug must not stop the others, nor the runs.
                LOG.error("a listener failed", e);
            } finally {
                telling.unlock();
            }
        }
    }
}
