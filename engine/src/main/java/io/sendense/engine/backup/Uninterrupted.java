package io.sendense.engine.backup;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs what has to be done even while its thread is being cancelled: releases above all. The
/// interrupt is kept for later.
final class Uninterrupted {
    private Uninterrupted() {}

    /// Runs a task on a thread of its own and waits for its end.
    static <T> T run(Callable<T> task) throws Exception {
        FutureTask<T> future = new FutureTask<>(task);
        Thread.ofVirtual().name("release").start(future);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case Exception exception -> throw exception;
                        case Error error -> throw error;
                        case null, default -> throw e;
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Waits.
    static void sleep(Duration time) {
        try {
            run(() -> {
                Thread.sleep(time);
                return null;
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
