package io.sendense.engine.job;

/// Where one VM of a job's execution stands.
public enum JobVmState {
    /// Others are before it.
    WAITING,
    RUNNING,
    COMPLETED,
    COMPLETED_WITH_WARNING,
    /// It has no restore point of this execution.
    FAILED,
    CANCELLED;

    /// Whether it never changes again.
    public boolean ended() {
        return this != WAITING && this != RUNNING;
    }
}
