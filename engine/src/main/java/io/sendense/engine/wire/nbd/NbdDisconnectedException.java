package io.sendense.engine.wire.nbd;

import java.io.IOException;

/// The connection to a server is gone; the request may or may not have been executed. The message
/// names the export and what happened.
public final class NbdDisconnectedException extends IOException {
    private static final long serialVersionUID = 1L;

    public NbdDisconnectedException(String message) {
        super(message);
    }

    public NbdDisconnectedException(String message, Throwable cause) {
        super(message, cause);
    }
}
