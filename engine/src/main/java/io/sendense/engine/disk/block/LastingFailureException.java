package io.sendense.engine.disk.block;

import java.io.IOException;

/// A device failed in a way that trying again does not cure: a person has to decide first.
public final class LastingFailureException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param cause says what has to be decided
    public LastingFailureException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
