package io.sendense.engine.node.protocol;

/// Where a job of a node stands. The only vocabulary there is for it: on the wire, in the node and
/// in the console. "Running" is never "completed".
public enum JobStatus {
    /// It was accepted and has not ended.
    RUNNING,
    /// Somebody asked it to stop; it still releases what it holds.
    CANCELLING,
    /// Every planned byte of every disk is accounted for and flushed.
    COMPLETED,
    /// It ended before that, and says why.
    FAILED,
    /// It ended before that because somebody asked for it.
    CANCELLED;

    /// Whether nothing changes any more.
    public boolean ended() {
        return switch (this) {
            case RUNNING, CANCELLING -> false;
            case COMPLETED, FAILED, CANCELLED -> true;
        };
    }
}
