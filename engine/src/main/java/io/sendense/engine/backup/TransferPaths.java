package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;

/// Opens paths through nodes. Thread-safe.
@FunctionalInterface
public interface TransferPaths {
    /// Connects to a node and makes sure that it can read for this run, before anything is asked of
    /// the vCenter that would have to be undone.
    ///
    /// @throws EngineException a `NODE-*`, or `PASSWORD-MISSING`
    TransferPath open(PathRequest request) throws EngineException, InterruptedException;
}
