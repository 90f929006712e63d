package io.sendense.engine.lab.soap;

import java.io.IOException;

/// A request that is not a SOAP envelope the lab can read.
public final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong with it
    public MalformedRequestException(String message) {
        super(message);
    }
}
