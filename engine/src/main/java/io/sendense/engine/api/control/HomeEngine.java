package io.sendense.engine.api.control;

import io.sendense.engine.Engine;
import io.sendense.engine.home.EngineHome;
import io.sendense.engine.home.EngineLock;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.run.ProgramVersion;
import java.time.Duration;
import java.util.Optional;

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

    /// Has the window of this process known, as long as the answer is open, so that another start
    /// of the console on this home can bring it to the front instead of opening a second one.
    ///
    /// @param raise brings the window to the front; called on any thread, returns at once
    Engine.Subscription offerWindow(Runnable raise) throws EngineException, InterruptedException;

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

    /// Brings the window of a console that is open on this home to the front; says whether there is
    /// one. Never starts an engine.
    ///
    /// @throws EngineException as `Engines.attach`
    static boolean raiseWindow(EngineHome home, ProgramVersion own)
            throws EngineException, InterruptedException {
        Optional<SocketEngine> running = Engines.attach(home, own);
        if (running.isEmpty()) {
            return false;
        }
        try (SocketEngine engine = running.get()) {
            return engine.raiseWindow();
        }
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
        public Engine.Subscription offerWindow(Runnable raise)
                throws EngineException, InterruptedException {
            return engine instanceof SocketEngine remote ? remote.offerWindow(raise) : () -> {};
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

        @Override
        public Engine.Subscription offerWindow(Runnable raise) {
            return server.windows().offer(raise);
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
