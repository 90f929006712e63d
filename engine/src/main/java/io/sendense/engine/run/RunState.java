package io.sendense.engine.run;

/// Where a run stands. "Started" is never "succeeded": only the three last but two name a result.
public enum RunState {
    /// Recorded, not begun.
    PENDING,
    /// Working.
    RUNNING,
    /// Asked to stop; it releases what it holds.
    CANCELLING,
    /// Every planned byte is accounted for, the restore point is published and in the catalog.
    COMPLETED,
    /// As `COMPLETED`, but something needs a person: a snapshot that could not be removed, a disk
    /// that was left out.
    COMPLETED_WITH_WARNING,
    /// No restore point was published.
    FAILED,
    /// Stopped by an operator; no restore point was published.
    CANCELLED;

    /// Whether a run in this state never changes again.
    public boolean ended() {
        return switch (this) {
            case PENDING, RUNNING, CANCELLING -> false;
            case COMPLETED, COMPLETED_WITH_WARNING, FAILED, CANCELLED -> true;
        };
    }

    /// Whether this state means that a restore point exists.
    public boolean succeeded() {
        return this == COMPLETED || this == COMPLETED_WITH_WARNING;
    }

    /// Whether a run may go from this state to `next`.
    public boolean canBecome(RunState next) {
        return switch (this) {
            case PENDING -> next == RUNNING || next == FAILED || next == CANCELLED;
            case RUNNING -> next == CANCELLING || (next.ended() && next != CANCELLED);
            // A run that published before it saw the wish to stop has completed.
            case CANCELLING -> next.ended();
            case COMPLETED, COMPLETED_WITH_WARNING, FAILED, CANCELLED -> false;
        };
    }
}
