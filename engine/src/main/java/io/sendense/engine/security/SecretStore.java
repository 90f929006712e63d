package io.sendense.engine.security;

import io.sendense.engine.problem.EngineException;
import java.util.Optional;

/// Keeps secrets between runs of the program. Thread-safe; every call has a time limit.
///
/// A failure is a `SECRET-STORE-UNAVAILABLE`; what was stored before is untouched by it.
public interface SecretStore {
    /// Stores a secret, replacing one of the same name. It stays the caller's to wipe.
    void put(String name, Secret secret) throws EngineException;

    /// A copy of a secret, to be wiped by the caller.
    Optional<Secret> get(String name) throws EngineException;

    /// Forgets a secret. Repeatable.
    void remove(String name) throws EngineException;

    /// Where secrets are kept, for people: `key ring of the system`, `encrypted file ...`.
    String describe();
}
