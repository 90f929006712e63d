package io.sendense.engine.repository.sums;

import java.io.IOException;

/// A `.sums` file that is not what its format says.
public final class SumsFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    SumsFormatException(String message) {
        super(message);
    }
}
