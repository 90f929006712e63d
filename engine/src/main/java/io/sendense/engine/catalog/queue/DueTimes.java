package io.sendense.engine.catalog.queue;

import com.github.kagkarlsson.scheduler.ScheduledExecutionsFilter;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient.ScheduleOptions;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.exceptions.ExecutionException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.job.JobId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// When which job is due next, and who is called then. Thread-safe.
///
/// Failures of the database are a `CatalogException`.
public final class DueTimes implements AutoCloseable {
    /// Between two looks at what is due.
    public static final Duration USUAL_PERIOD = Duration.ofSeconds(2);

    private static final String TASK = "job";

    /// A call takes milliseconds: who has not said that it lives for four times this is dead.
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /// Until a call that failed is made again.
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(1);

    /// How long a call may hold up the end, or a change of its own time.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Scheduler scheduler;
    private final Called called;
    private final Thread ticker;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean started;

    @GuardedBy("lock")
    private boolean closed;

    /// Who is called when a job is due. Must return soon.
    public interface Called {
        /// A job is due.
        ///
        /// @param due when it was due; may be long ago
        /// @return when it is due next; absent for never
        Optional<Instant> due(JobId job, Instant due);

        /// The job's time is that one now.
        void moved(JobId job);
    }

    /// Times that stand in a catalog. Nobody is called before `start`.
    ///
    /// @param period between two looks at what is due
    public DueTimes(Catalog catalog, InstantSource clock, Duration period, Called called) {
        this.catalog = catalog;
        this.called = called;
        this.ticker = Thread.ofVirtual().name("due times").unstarted(() -> tick(period));
        this.scheduler =
                Scheduler.create(
                                catalog.queueConnections(),
                                Tasks.custom(TASK, Void.class)
                                        .onFailure(DueTimes::again)
                                        .execute((instance, context) ->
                                                call(
                                                        instance,
                                                        context.getExecution().executionTime)))
                        .clock(clock::instant)
                        // Times as they are, with their offset: right in both databases.
                        .jdbcCustomization(new DefaultJdbcCustomization(false))
                        .schedulerName(new SchedulerName.Fixed("sendense"))
                        .threads(1)
                        .pollingInterval(period)
                        .heartbeatInterval(HEARTBEAT)
                        .shutdownMaxWait(PATIENCE)
                        .build();
    }

    private CompletionHandler<Void> call(TaskInstance<Void> instance, Instant due) {
        JobId job = new JobId(Long.parseLong(instance.getId()));
        Optional<Instant> next = called.due(job, due);
        return (complete, operations) -> {
            next.ifPresentOrElse(time -> operations.reschedule(complete, time), operations::remove);
            called.moved(job);
        };
    }

    private static void again(ExecutionComplete complete, ExecutionOperations<Void> operations) {
        operations.reschedule(complete, complete.getTimeDone().plus(AFTER_FAILURE));
    }

    /// Calls from now on, also for times that have passed. Repeatable.
    public void start() {
        synchronized (lock) {
            if (!started && !closed) {
                started = true;
                scheduler.start();
                ticker.start();
            }
        }
    }

    /// The library itself looks again when the clock says so: never while it stands still, or an
    /// hour late where somebody has set it back by an hour.
    private void tick(Duration period) {
        try {
            while (true) {
                Thread.sleep(period);
                scheduler.triggerCheckForDueExecutions();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }

    /// Sets when a job is due, in place of the time before.
    public void set(JobId job, Instant due) {
        unlessCalled(() ->
                scheduler.schedule(
                        new TaskInstance<>(TASK, job.toString()),
                        due,
                        ScheduleOptions.WHEN_EXISTS_RESCHEDULE));
    }

    /// A job is not due any more.
    public void clear(JobId job) {
        unlessCalled(() -> {
            try {
                scheduler.cancel(id(job));
            } catch (TaskInstanceNotFoundException _) {
                // It was not.
            }
        });
    }

    private static TaskInstanceId id(JobId job) {
        return TaskInstanceId.of(TASK, job.toString());
    }

    /// A job that is being called keeps its time for the few milliseconds that takes.
    private void unlessCalled(Runnable change) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                change.run();
                return;
            } catch (TaskInstanceCurrentlyExecutingException | ExecutionException e) {
                // The one says that it is being called, the other that it was just now.
                if (System.nanoTime() > until) {
                    throw e;
                }
                pause();
            } catch (RuntimeException e) {
                throw catalog.translate(e);
            }
        }
    }

    private static void pause() {
        boolean interrupted = Thread.interrupted();
        try {
            Thread.sleep(20);
        } catch (InterruptedException _) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// When a job is due; absent if never.
    public Optional<Instant> at(JobId job) {
        try {
            return scheduler.getScheduledExecution(id(job)).map(each -> each.getExecutionTime());
        } catch (RuntimeException e) {
            throw catalog.translate(e);
        }
    }

    /// When each job is due that ever is.
    public Map<JobId, Instant> all() {
        Map<JobId, Instant> times = new HashMap<>();
        try {
            scheduler.fetchScheduledExecutionsForTask(
                    TASK,
                    Void.class,
                    ScheduledExecutionsFilter.all(),
                    each ->
                            times.put(
                                    new JobId(Long.parseLong(each.getTaskInstance().getId())),
                                    each.getExecutionTime()));
        } catch (RuntimeException e) {
            throw catalog.translate(e);
        }
        return times;
    }

    /// Calls nobody any more, and waits for the call that is going on. An interrupt of the caller
    /// is kept for later. Repeatable.
    @Override
    public void close() {
        synchronized (lock) {
            if (started && !closed) {
                ticker.interrupt();
                stop();
            }
            closed = true;
        }
    }

    /// The library gives up waiting when it is interrupted, interrupts the call that is going on,
    /// and leaves threads behind that then find the catalog closed. So it stops in a thread of its
    /// own.
    private void stop() {
        Thread stopping = Thread.ofVirtual().name("due times stop").start(scheduler::stop);
        boolean interrupted = false;
        while (true) {
            try {
                stopping.join();
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
