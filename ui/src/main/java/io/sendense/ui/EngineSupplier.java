package io.sendense.ui;

import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;

/// Opens the engine the console shows. Called once, on a background thread; may take its time.
@FunctionalInterface
public interface EngineSupplier {
    /// Opens it.
    ///
    /// @param raise brings the window to the front, where another start of the console asks for it;
    ///   may be called from any thread, returns at once
    /// @throws EngineException why there is none; the window shows it and offers to close
    Engine open(Runnable raise) throws EngineException, InterruptedException;
}
