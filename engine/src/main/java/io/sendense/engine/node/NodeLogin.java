package io.sendense.engine.node;

/// How the engine shows a node's SSH server who it is.
public enum NodeLogin {
    /// With a private key from a file, with or without a passphrase.
    KEY,
    /// With a key of the agent that runs beside the engine (`SSH_AUTH_SOCK`).
    AGENT,
    PASSWORD
}
