package io.sendense.app;

import io.sendense.engine.Engine;
import io.sendense.engine.api.control.HomeEngine;
import io.sendense.engine.problem.EngineException;
import io.sendense.ui.EngineSupplier;
import org.jspecify.annotations.Nullable;

/// The engine behind the window: opened after the window is shown, and ended with it, also where
/// the process is ended by a signal. Thread-safe.
final class ConsoleEngine implements EngineSupplier, AutoCloseable {
    private final Entering entering;
    private @Nullable HomeEngine entered;
    private boolean closed;

    ConsoleEngine(Entering entering) {
        this.entering = entering;
    }

    /// Gets the engine of the home folder.
    interface Entering {
        HomeEngine enter() throws EngineException, InterruptedException;
    }

    @Override
    public Engine open(Runnable raise) throws EngineException, InterruptedException {
        HomeEngine got = entering.enter();
        // Jobs run by their schedules while a console is open, also in the engine of a command.
        got.engine().runSchedules();
        // Known for as long as this process is on the engine.
        var _ = got.offerWindow(raise);
        synchronized (this) {
            if (!closed) {
                entered = got;
                return got.engine();
            }
        }
        got.close();
        throw new InterruptedException("the window was closed meanwhile");
    }

    /// Whether living runs end with this process. False while there is no engine yet.
    synchronized boolean owned() {
        return entered != null && entered.owned();
    }

    @Override
    public void close() {
        HomeEngine last;
        synchronized (this) {
            closed = true;
            last = entered;
        }
        if (last != null) {
            last.close();
        }
    }
}
