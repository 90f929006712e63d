package io.sendense.engine.security;

import java.nio.file.Path;

/// How a server's certificate is judged. There is no way to switch the judging off. Immutable.
public sealed interface ServerTrust {
    /// Exactly the certificate with this fingerprint, whatever its names and dates say: an operator
    /// saw and accepted it.
    record Pin(Fingerprint fingerprint) implements ServerTrust {}

    /// Certificates for the server's host name that lead to one of the CAs in this PEM file.
    record CaFile(Path pem) implements ServerTrust {}

    /// Certificates for the server's host name that the Java platform's trust store accepts.
    record SystemStore() implements ServerTrust {}

    /// Reads what [#text()] wrote.
    ///
    /// @throws IllegalArgumentException it is neither `sha256:<hex>`, `ca:<file>` nor `system`
    static ServerTrust parse(String text) {
        if (text.startsWith("sha256:")) {
            return new Pin(new Fingerprint(text.substring("sha256:".length())));
        }
        if (text.startsWith("ca:")) {
            return new CaFile(Path.of(text.substring("ca:".length())));
        }
        if (text.equals("system")) {
            return new SystemStore();
        }
        throw new IllegalArgumentException(
                "'" + text + "' is neither sha256:<hex>, ca:<file> nor system");
    }

    /// One line for a settings file or a list: `sha256:<hex>`, `ca:<file>` or `system`.
    default String text() {
        return switch (this) {
            case Pin(var fingerprint) -> "sha256:" + fingerprint.hex();
            case CaFile(var pem) -> "ca:" + pem;
            case SystemStore() -> "system";
        };
    }
}
