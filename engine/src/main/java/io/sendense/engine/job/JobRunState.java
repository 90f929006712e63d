package io.sendense.engine.job;

/// Where the execution of a job stands.
public enum JobRunState {
    /// It looks for its VMs, or some of them are waiting or running.
    RUNNING,
    /// Asked to stop; its runs release what they hold.
    CANCELLING,
    /// Every VM has a restore point.
    COMPLETED,
    /// Every VM has a restore point, but something needs a person.
    COMPLETED_WITH_WARNING,
    /// At least one VM has none.
    FAILED,
    /// Stopped by an operator before every VM had one.
    CANCELLED,
    /// No execution: due times at which the last one still lived. It has no VMs, and its problem
    /// says which one and how many times.
    SKIPPED;

    /// Whether it never changes again.
    public boolean ended() {
        return this != RUNNING && this != CANCELLING;
    }
}
