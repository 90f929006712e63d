package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.ProgramVersion;
import java.time.Duration;

/// The engine of a home as this process got it: one of its own, which it serves to others, or the
/// one that another process runs. Thread-safe.
public sealed interface HomeEngine extends AutoCloseable {
    /// What can be done with it.
    Engine engine();

    /// Whether the engine ends with this process, and its living runs with it.
    boolean owned();

    /// Waits until the engine may end: no other process is attached and no run is living. From then
    /// on none can attach. Returns at once where the engine is another process's.
    ///
    /// @param waiting told once, if it cannot end at once
    void awaitUnused(Runnable waiting) throws EngineException, InterruptedException;

    /// Leaves, or ends the engine of this process: its living runs are stopped safely. Repeatable.
    @Override
    void close();

    /// Makes the engine of this process.
    @FunctionalInterface
    interface Opening {
        Engine open() throws EngineException;
    }

    /// Attaches to the engine of a home, or runs and serves it.
    ///
    /// @param own version of this program
    /// @param opening called only if no other process runs the engine
    /// @throws EngineException as `Engines.enter`, and what `opening` throws
    static HomeEngine enter(EngineHome home, ProgramVersion own, Opening opening)
            throws EngineException, InterruptedException {
        return switch (Engines.enter(home, own, Attached.PATIENCE)) {
            case Engines.Attached place -> new Attached(place.engine());
            case Engines.Free place -> Owned.open(place.lock(), opening);
        };
    }

    /// Another process's.
    record Attached(Engine engine) implements HomeEngine {
        /// How long an owner that is just starting or ending is waited for.
        private static final Duration PATIENCE = Duration.ofSeconds(20);

        @Override
        public boolean owned() {
            return false;
        }

        @Override
        public void awaitUnused(Runnable waiting) {
            // It is not this process that keeps it.
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    /// This process's.
    record Owned(Engine engine, ControlServer server, EngineLock lock) implements HomeEngine {
        private static final Duration LOOK = Duration.ofMillis(100);
        private static final int NEWEST = 200;

        private static HomeEngine open(EngineLock lock, Opening opening) throws EngineException {
            boolean serving = false;
            Engine engine = null;
            try {
                engine = opening.open();
                HomeEngine made = new Owned(engine, ControlServer.start(engine, lock), lock);
                serving = true;
                return made;
            } finally {
                if (!serving) {
                    try (lock) {
                        if (engine != null) {
                            engine.close();
                        }
                    }
                }
            }
        }

        @Override
        public boolean owned() {
            return true;
        }

        @Override
        public void awaitUnused(Runnable waiting) throws EngineException, InterruptedException {
            boolean told = false;
            while (anyRunLives() || !server.closeIfUnused()) {
                if (!told) {
                    waiting.run();
                    told = true;
                }
                Thread.sleep(LOOK);
            }
        }

        private boolean anyRunLives() throws EngineException, InterruptedException {
            return engine.runs(NEWEST).stream().anyMatch(run -> !run.state().ended());
        }

        /// Others are sent away first, so that nobody asks an engine that is ending.
        @Override
        public void close() {
            server.close();
            engine.close();
            lock.close();
        }
    }
}
