package io.sendense.engine.disk.qcow2;

import java.io.IOException;

/// A QCOW2 file that breaks its format, or whose backing file may not be followed. The text names
/// the file, the place, what was found and what was expected.
public sealed class Qcow2FormatException extends IOException permits UnsupportedFeatureException {
    private static final long serialVersionUID = 1L;

    public Qcow2FormatException(String message) {
        super(message);
    }

    public Qcow2FormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
