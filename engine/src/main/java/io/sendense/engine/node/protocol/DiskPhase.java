package io.sendense.engine.node.protocol;

/// What a node does with one disk of a job.
public enum DiskPhase {
    /// Nothing yet.
    WAITING,
    /// Its target is being connected to, its frozen bytes are being opened.
    OPENING,
    /// Its bytes move.
    TRANSFERRING,
    /// All of it is written and flushed.
    COMPLETED,
    /// It could not be moved.
    FAILED,
    /// It was stopped: by somebody, or because another disk of its job failed.
    CANCELLED;

    /// Whether nothing changes any more.
    public boolean ended() {
        return switch (this) {
            case WAITING, OPENING, TRANSFERRING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }
}
