package io.sendense.engine.security;

/// How a server is shown who comes.
public enum LoginMethod {
    /// With a private key from a file, with or without a passphrase.
    KEY,
    /// With a key of the agent that runs beside the engine (`SSH_AUTH_SOCK`).
    AGENT,
    PASSWORD
}
