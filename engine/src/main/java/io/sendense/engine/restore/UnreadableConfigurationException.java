package io.sendense.engine.restore;

import java.io.Serial;

/// A configuration that is no well-formed XML, is too large or nested too deep, has a document
/// type, or holds a disk that lacks what a disk must have; the message says which.
public final class UnreadableConfigurationException extends Exception {
    @Serial private static final long serialVersionUID = 1;

    UnreadableConfigurationException(String message) {
        super(message);
    }

    UnreadableConfigurationException(Exception cause) {
        super(String.valueOf(cause.getMessage()), cause);
    }
}
