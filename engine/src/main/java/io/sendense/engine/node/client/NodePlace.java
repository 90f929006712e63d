package io.sendense.engine.node.client;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.security.Secret;
import io.sendense.engine.wire.ssh.SshSettings;

/// Where a node is and how it is entered. Immutable, but for the secrets, which `close` wipes.
///
/// @param ssh its SSH server
/// @param restPort of its interface, on its loopback
/// @param token what the interface asks for
public record NodePlace(String name, SshSettings ssh, int restPort, Secret token)
        implements AutoCloseable {
    @Override
    public void close() {
        ssh.login().close();
        token.close();
    }

    /// What becomes of places: their keeper knows them by name.
    @FunctionalInterface
    public interface Book {
        /// Finds a place, with its secrets, which the caller wipes.
        ///
        /// @throws EngineException `NODE-UNKNOWN`, `NODE-SECRET-MISSING`, or the secret store
        ///   cannot be asked
        NodePlace place(String node) throws EngineException;
    }
}
