package io.sendense.engine;

import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;

/// Hears of runs. Called from the engine's threads, one call at a time and in order; must return
/// soon and never block on the engine.
public interface EngineListener {
    /// The newest state of a run. Conflated: a slow listener misses steps between, never the last
    /// one.
    void runChanged(RunView run);

    /// Something was recorded in a run. None is left out.
    void runEvent(RunEvent event);

    /// The connection to the engine is gone; nothing more will come. Never called by an engine in
    /// the same process before it is closed.
    default void disconnected() {}
}
