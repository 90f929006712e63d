package io.sendense.engine.catalog;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The few threads that touch the database. Nobody interrupts them: an interrupt that meets a
/// `FileChannel` in a write closes it, and H2's database with it.
///
/// Thread-safe.
final class CatalogThreads implements AutoCloseable {
    private final ExecutorService threads;

    CatalogThreads(int count) {
        threads =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().daemon().name("catalog-", 1).factory());
    }

    /// Has the work done and waits for it. An interrupt of the caller is kept for later; what runs
    /// here has time limits of its own, so the wait ends.
    ///
    /// @throws ExecutionException the work failed, with what it threw
    /// @throws java.util.concurrent.RejectedExecutionException closed
    <T> T call(Callable<T> work) throws ExecutionException {
        Future<T> future = threads.submit(work);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return future.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Takes no more work; what was taken is done. Does not wait. Repeatable.
    @Override
    public void close() {
        threads.shutdown();
    }
}
