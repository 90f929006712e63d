package io.sendense.engine.node;

/// The key that an SSH server shows. Immutable.
///
/// @param type `ssh-ed25519` ...
/// @param fingerprint `SHA256:...`, as `ssh-keygen -l` shows it
public record NodeHostKey(String type, String fingerprint) {}
