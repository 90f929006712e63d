package io.sendense.engine.repository.storage;

import java.io.IOException;

/// A JSON file of the repository that cannot be used: not JSON, or fields missing or senseless.
public final class JsonFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public JsonFormatException(String message) {
        super(message);
    }

    public JsonFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
