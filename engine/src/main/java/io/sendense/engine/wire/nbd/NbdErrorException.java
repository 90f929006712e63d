package io.sendense.engine.wire.nbd;

import java.io.IOException;

/// The server executed a request and answered with an error. The connection lives on.
public final class NbdErrorException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int code;

    /// @param code the error value on the wire
    /// @param message which request of which export, and the server's own words
    public NbdErrorException(int code, String message) {
        super(message);
        this.code = code;
    }

    /// The error value as the server sent it.
    public int code() {
        return code;
    }

    /// The error as the protocol names it.
    public NbdErrno errno() {
        return NbdErrno.of(code);
    }
}
