package io.sendense.engine.node.ports;

import io.sendense.engine.problem.EngineException;

/// Tries to have a port bound on a node's loopback. Called by the thread that wants the lease.
@FunctionalInterface
public interface PortBinder {
    /// What came of it.
    enum Answer {
        /// It is bound and ours.
        BOUND,
        /// The node refused it: somebody else has it, or nobody may.
        REFUSED
    }

    /// Asks for one port.
    ///
    /// @throws EngineException the node cannot be asked
    Answer bind(int port) throws EngineException, InterruptedException;
}
