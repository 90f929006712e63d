package io.sendense.engine.security;

import java.nio.file.Path;

/// What the encrypted secrets are locked with. Never derived from the machine. Immutable.
public sealed interface SecretsKey {
    /// A file of 32 random bytes, readable by its owner only; made where there is none yet.
    record KeyFile(Path file) implements SecretsKey {}

    /// A passphrase, stretched with PBKDF2.
    record Passphrase(Secret passphrase) implements SecretsKey {
        public Passphrase {
            if (passphrase.isEmpty()) {
                throw new IllegalArgumentException("a passphrase cannot be empty");
            }
        }
    }
}
