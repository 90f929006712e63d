package io.sendense.engine.source.vsphere.tagging;

import java.io.IOException;

/// The server answered, but not with what was asked for.
final class RefusedCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedCallException(String call, int status) {
        super(call + ": HTTP status " + status);
        this.status = status;
    }

    /// Whether it is about the one object asked for: gone meanwhile, or not for this account.
    boolean isOfTheObject() {
        return status == 404 || status == 403;
    }
}
