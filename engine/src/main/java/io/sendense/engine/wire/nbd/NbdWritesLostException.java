package io.sendense.engine.wire.nbd;

import java.io.IOException;

/// A server came back without what it had accepted, and it could not be given it once more. The
/// export may hold anything since the last flush; the device is of no further use.
public final class NbdWritesLostException extends IOException {
    private static final long serialVersionUID = 1L;

    public NbdWritesLostException(String message) {
        super(message);
    }

    public NbdWritesLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
