package io.sendense.engine.lab.storage;

/// A change ID that this disk never gave out, gave out before its tracking was reset, or that is
/// newer than the snapshot it was asked of.
public final class UnknownChangeIdException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String changeId;

    UnknownChangeIdException(String changeId, String reason) {
        super("change ID '" + changeId + "': " + reason);
        this.changeId = changeId;
    }

    /// The ID that was asked about.
    public String changeId() {
        return changeId;
    }
}
