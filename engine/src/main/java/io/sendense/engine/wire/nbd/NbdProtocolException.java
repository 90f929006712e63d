package io.sendense.engine.wire.nbd;

import java.io.IOException;

/// The peer did what the NBD protocol forbids, or speaks a version of it that is not supported. The
/// connection is closed.
public final class NbdProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    public NbdProtocolException(String message) {
        super(message);
    }
}
