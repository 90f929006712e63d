package io.sendense.engine.wire.nbd;

import java.io.IOException;

/// The server answered the handshake with an error: no such export, TLS required, not allowed.
/// Trying again without a change on the server will not help, except for [Reason#SHUTTING_DOWN] and
/// [Reason#POLICY].
public final class NbdRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    /// Why, as far as the protocol can tell (proto.md, "Option reply types").
    public enum Reason {
        /// There is no export of this name.
        UNKNOWN_EXPORT,
        /// The server wants TLS first.
        TLS_REQUIRED,
        /// The server knows the export and may not serve it now, for instance because it has as
        /// many clients as it may have.
        POLICY,
        /// The server is being shut down.
        SHUTTING_DOWN,
        /// Anything else; the message has the number.
        OTHER
    }

    private final Reason reason;

    public NbdRefusedException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
