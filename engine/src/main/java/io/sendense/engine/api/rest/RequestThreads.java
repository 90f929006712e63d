package io.sendense.engine.api.rest;

import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/// The threads that answer requests at this moment, so that they can be interrupted when the server
/// is closed. Thread-safe.
final class RequestThreads {
    private final Set<Thread> working = new HashSet<>();
    private boolean closed;

    /// What a request does.
    @FunctionalInterface
    interface Work {
        void run() throws EngineException, IOException, InterruptedException;
    }

    /// @throws InterruptedException also if the server is closed already
    void run(Work work) throws EngineException, IOException, InterruptedException {
        synchronized (working) {
            if (closed) {
                throw new InterruptedException("the server is closed");
            }
            working.add(Thread.currentThread());
        }
        try {
            work.run();
        } finally {
            synchronized (working) {
                working.remove(Thread.currentThread());
            }
        }
    }

    void interruptAll() {
        synchronized (working) {
            closed = true;
            working.forEach(Thread::interrupt);
        }
    }
}
