package io.sendense.engine.source.inventory;

import io.sendense.engine.source.change.FullReason;

/// The change tracker's answer cannot be used; the disk has to be read in full or compared.
public final class ChangeQueryException extends Exception {
    private static final long serialVersionUID = 1L;

    private final FullReason reason;

    public ChangeQueryException(FullReason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public ChangeQueryException(FullReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public FullReason reason() {
        return reason;
    }
}
