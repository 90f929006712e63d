package io.sendense.engine.lab.task;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.lab.model.ObjectStore;
import io.sendense.engine.lab.soap.Reference;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.lab.soap.Value;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs tasks, those of one object one after the other. Thread-safe.
public final class Tasks implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);
    private static final int KEPT = 1000;
    private static final int STEPS = 10;

    private final ObjectStore store;
    private volatile Duration time;
    private final InstantSource clock;
    private final ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lab-task-", 0).factory());

    @GuardedBy("this")
    private final Deque<LabTask> recent = new ArrayDeque<>();

    /// The last task of each object that has any.
    @GuardedBy("this")
    private final Map<Reference, CompletableFuture<Void>> tails = new HashMap<>();

    /// @param time how long every task takes at least
    public Tasks(ObjectStore store, Duration time, InstantSource clock) {
        this.store = store;
        this.time = time;
        this.clock = clock;
    }

    /// Queues a task behind those of the same object and returns at once.
    public synchronized LabTask start(TaskSubject subject, TaskWork work) {
        var task = new LabTask(store.newReference("Task", "task"), subject, clock.instant());
        store.add(task);
        recent.add(task);
        subject.entity().recentTasks().add(task.reference());
        forgetOld();
        Reference queue = subject.entity().reference();
        CompletableFuture<Void> before =
                tails.getOrDefault(queue, CompletableFuture.completedFuture(null));
        CompletableFuture<Void> tail = before.thenRunAsync(() -> run(task, work), threads);
        tails.put(queue, tail);
        CompletableFuture<Void> _ = tail.whenComplete((_, _) -> forgetTail(queue, tail));
        store.journal().changed(queue, "recentTask");
        return task;
    }

    /// The tasks that are kept, oldest first.
    public synchronized List<Reference> recent() {
        return recent.stream().map(LabTask::reference).toList();
    }

    /// Changes how long every task takes at least.
    public void time(Duration least) {
        time = least;
    }

    /// Lets go of all tasks, those that run too: their ids mean nothing any more, their work goes
    /// on.
    public synchronized void forgetAll() {
        for (LabTask task : recent) {
            forget(task);
            store.journal().changed(task.subject().entity().reference(), "recentTask");
        }
        recent.clear();
    }

    /// Stops all tasks where they are.
    @Override
    public void close() {
        threads.shutdownNow();
        threads.close();
    }

    private synchronized void forgetTail(Reference queue, CompletableFuture<Void> tail) {
        tails.remove(queue, tail);
    }

    @GuardedBy("this")
    private void forgetOld() {
        while (recent.size() > KEPT && recent.getFirst().over()) {
            forget(recent.removeFirst());
        }
    }

    private void forget(LabTask task) {
        task.subject().entity().recentTasks().remove(task.reference());
        store.remove(task.reference());
    }

    private void run(LabTask task, TaskWork work) {
        update(task, progress -> progress.begun(clock.instant()));
        try {
            Optional<Value> result = work.run(new Pace(task));
            update(task, progress -> progress.succeeded(clock.instant(), result));
        } catch (SoapFault fault) {
            update(task, progress -> progress.failed(clock.instant(), fault));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            update(task, progress -> progress.failed(clock.instant(), SoapFault.canceled()));
        } catch (RuntimeException e) {
            LOG.error("lab task {} failed", task.subject().operation(), e);
            var fault = new SoapFault(Structure.of("SystemError"), "The lab failed: " + e);
            update(task, progress -> progress.failed(clock.instant(), fault));
        }
    }

    private void update(LabTask task, java.util.function.UnaryOperator<LabTask.Progress> change) {
        task.update(change);
        store.journal().changed(task.reference(), "info");
    }

    /// Spends a task's time in steps, so that its progress can be seen and it can be cancelled.
    private final class Pace implements TaskPace {
        private final LabTask task;
        private int reached;

        Pace(LabTask task) {
            this.task = task;
        }

        @Override
        public void reach(int percent) throws SoapFault, InterruptedException {
            while (reached < percent) {
                int next = Math.min(percent, reached + 100 / STEPS);
                TimeUnit.NANOSECONDS.sleep(time.toNanos() / 100 * (next - reached));
                reached = next;
                if (task.cancelled()) {
                    throw SoapFault.canceled();
                }
                if (!time.isZero()) {
                    int now = reached;
                    update(task, progress -> progress.at(now));
                }
            }
        }
    }
}
