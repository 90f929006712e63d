package io.sendense.engine.source.vsphere.folder;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Runs parts of one piece of work at the same time, each on a virtual thread. The first failure,
/// or an interrupt of the caller, interrupts all; when `run` is over so are they. Confined to one
/// thread.
final class ParallelParts {
    /// A part that fails with an `IOException`.
    @FunctionalInterface
    interface Part {
        void run() throws IOException;
    }

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    void add(Part part) {
        threads.add(Thread.ofVirtual().unstarted(() -> attempt(part)));
    }

    private void attempt(Part part) {
        try {
            part.run();
        } catch (IOException | RuntimeException | Error e) {
            if (failure.compareAndSet(null, e)) {
                threads.forEach(Thread::interrupt);
            }
        }
    }

    /// Runs all parts and waits for their end.
    ///
    /// @throws InterruptedIOException the caller was interrupted; its interrupt status is set
    /// @throws IOException the first failure of a part
    void run() throws IOException {
        threads.forEach(Thread::start);
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    threads.forEach(Thread::interrupt);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while reading");
        }
        switch (failure.get()) {
            case null -> {}
            case IOException e -> throw new IOException(e.getMessage(), e);
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IOException(e);
        }
    }
}
