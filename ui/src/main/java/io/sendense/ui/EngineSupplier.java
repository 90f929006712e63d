package io.sendense.ui;

import io.sendense.engine.Engine;
import io.sendense.engine.problem.EngineException;

/// Opens the engine the console shows. Called once, on a background thread; may take its time.
@FunctionalInterface
public interface EngineSupplier {
    /// Opens it.
    ///
    /// @throws EngineException why there is none; the window shows it and offers to close
    Engine open() throws EngineException, InterruptedException;
}
