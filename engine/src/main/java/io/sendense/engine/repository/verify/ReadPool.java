package io.sendense.engine.repository.verify;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/// A few platform threads that read and hash, with at most two pieces of work for each. One walking
/// thread hands work out.
final class ReadPool implements AutoCloseable {
    private final ExecutorService threads;
    private final Semaphore free;
    private final int limit;

    ReadPool(int count) {
        threads =
                Executors.newFixedThreadPool(
                        count, Thread.ofPlatform().name("verify-", 1).daemon().factory());
        limit = 2 * count;
        free = new Semaphore(limit);
    }

    /// Hands a piece of work out; waits while enough is under way.
    ///
    /// @throws InterruptedException the work was not handed out
    void submit(Runnable work) throws InterruptedException {
        free.acquire();
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                free.release();
            }
        });
    }

    /// Waits until all work is done, whatever interrupts come: files are closed after that. An
    /// interrupt is kept for the caller.
    void await() {
        free.acquireUninterruptibly(limit);
        free.release(limit);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
