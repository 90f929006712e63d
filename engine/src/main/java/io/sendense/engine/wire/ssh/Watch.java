package io.sendense.engine.wire.ssh;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The one thread of a tunnel that looks at the clock. What it is given must not wait.
final class Watch implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;

    Watch(String name) {
        executor =
                new ScheduledThreadPoolExecutor(
                        1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
    }

    ScheduledFuture<?> after(Duration pause, Runnable task) {
        return executor.schedule(task, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    ScheduledFuture<?> every(Duration pause, Runnable task) {
        return executor.scheduleWithFixedDelay(
                task, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
