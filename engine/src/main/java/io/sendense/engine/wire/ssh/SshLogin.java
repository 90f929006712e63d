package io.sendense.engine.wire.ssh;

import java.nio.file.Path;
import java.util.Arrays;

/// How to log in. Secrets are held as bytes that [#close] overwrites; no text of a login has one.
public sealed interface SshLogin extends AutoCloseable {

    /// Overwrites the secrets. Repeatable.
    @Override
    void close();

    /// Another one with the same secrets, which lives on its own.
    SshLogin copy();

    /// A private key in a file, in any form of `ssh-keygen`: ed25519, ecdsa or rsa.
    final class Key implements SshLogin {
        private final Path file;
        private final byte[] passphrase;

        /// A key without a passphrase.
        public Key(Path file) {
            this(file, new byte[0]);
        }

        /// @param passphrase in UTF-8, copied; empty for none
        public Key(Path file, byte[] passphrase) {
            this.file = file;
            this.passphrase = passphrase.clone();
        }

        public Path file() {
            return file;
        }

        byte[] passphrase() {
            return passphrase.clone();
        }

        @Override
        public void close() {
            Arrays.fill(passphrase, (byte) 0);
        }

        @Override
        public Key copy() {
            return new Key(file, passphrase);
        }

        @Override
        public String toString() {
            return "the key " + file;
        }
    }

    /// The keys of the agent that listens on a Unix socket.
    ///
    /// @param socket what `SSH_AUTH_SOCK` names
    record Agent(Path socket) implements SshLogin {
        @Override
        public void close() {
            // It has no secret.
        }

        @Override
        public Agent copy() {
            return this;
        }

        @Override
        public String toString() {
            return "the agent at " + socket;
        }
    }

    /// A password.
    final class Password implements SshLogin {
        private final byte[] secret;

        /// @param secret in UTF-8, copied
        public Password(byte[] secret) {
            this.secret = secret.clone();
        }

        byte[] secret() {
            return secret.clone();
        }

        @Override
        public void close() {
            Arrays.fill(secret, (byte) 0);
        }

        @Override
        public Password copy() {
            return new Password(secret);
        }

        @Override
        public String toString() {
            return "a password";
        }
    }
}
