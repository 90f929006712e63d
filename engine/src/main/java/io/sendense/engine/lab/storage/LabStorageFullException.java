package io.sendense.engine.lab.storage;

/// The lab's store of changed blocks has no room for another one.
public final class LabStorageFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LabStorageFullException(String message) {
        super(message);
    }
}
