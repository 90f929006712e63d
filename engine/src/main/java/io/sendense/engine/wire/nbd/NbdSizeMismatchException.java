package io.sendense.engine.wire.nbd;

import java.io.IOException;

/// An export has not the size it must have. Nothing was read from it or written to it.
public final class NbdSizeMismatchException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long expectedBytes;
    private final long actualBytes;

    public NbdSizeMismatchException(String export, long expectedBytes, long actualBytes) {
        super(export + " has " + actualBytes + " bytes, expected are " + expectedBytes);
        this.expectedBytes = expectedBytes;
        this.actualBytes = actualBytes;
    }

    /// The size asked for, in bytes.
    public long expectedBytes() {
        return expectedBytes;
    }

    /// The size the server named, in bytes.
    public long actualBytes() {
        return actualBytes;
    }
}
