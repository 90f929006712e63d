package io.sendense.engine.wire.nbd;

import java.util.Optional;

/// Whether a server offers TLS, and to whom (proto.md, "TLS support"). Immutable.
///
/// @param credentials present unless TLS is off
public record NbdServerTls(Mode mode, Clients clients, Optional<NbdCredentials> credentials) {

    /// proto.md, "Server-side requirements".
    public enum Mode {
        /// `NOTLS`
        OFF,
        /// `SELECTIVETLS` with no export that insists on it: clients choose.
        ALLOW,
        /// `FORCEDTLS`: nothing is said to a client in plain text but that.
        REQUIRE
    }

    /// Who may come.
    public enum Clients {
        ANY,
        /// Whose certificate leads to the credentials' CA.
        WITH_CERTIFICATE
    }

    public NbdServerTls {
        if ((mode == Mode.OFF) != credentials.isEmpty()) {
            throw new IllegalArgumentException("TLS needs credentials, and only TLS does");
        }
        if (clients == Clients.WITH_CERTIFICATE
                && !credentials.map(NbdCredentials::knowsAuthority).orElse(false)) {
            throw new IllegalArgumentException(
                    "there is no ca-cert.pem to check certificates of clients against");
        }
    }

    /// No TLS.
    public static NbdServerTls off() {
        return new NbdServerTls(Mode.OFF, Clients.ANY, Optional.empty());
    }

    /// TLS for clients that want it.
    public static NbdServerTls allow(NbdCredentials credentials) {
        return new NbdServerTls(Mode.ALLOW, Clients.ANY, Optional.of(credentials));
    }

    /// TLS for everybody.
    public static NbdServerTls require(NbdCredentials credentials) {
        return new NbdServerTls(Mode.REQUIRE, Clients.ANY, Optional.of(credentials));
    }

    public NbdServerTls withClients(Clients value) {
        return new NbdServerTls(mode, value, credentials);
    }
}
