package io.sendense.engine.wire.nbd;

import java.util.Optional;

/// Whether a client uses TLS (proto.md, "Client-side requirements"). A `nbds` URI requires it
/// whatever is said here. Immutable.
///
/// @param credentials used unless the URI names some; where neither does, the client shows nothing
///   and believes what the Java platform believes
public record NbdClientTls(Mode mode, Optional<NbdCredentials> credentials) {

    /// Whether to ask for TLS, and what to do without.
    public enum Mode {
        DISABLE,
        /// Ask, and go on in plain text where the server does not offer it: no protection against
        /// somebody who answers in its place.
        ALLOW,
        REQUIRE
    }

    /// Only where the URI says so.
    public static NbdClientTls disable() {
        return new NbdClientTls(Mode.DISABLE, Optional.empty());
    }

    /// Where the server offers it.
    public static NbdClientTls allow(NbdCredentials credentials) {
        return new NbdClientTls(Mode.ALLOW, Optional.of(credentials));
    }

    public static NbdClientTls require(NbdCredentials credentials) {
        return new NbdClientTls(Mode.REQUIRE, Optional.of(credentials));
    }
}
