package io.sendense.engine.run;

/// Where one disk of a run stands.
public enum DiskState {
    WAITING,
    TRANSFERRING,
    COMPLETED,
    FAILED,
    CANCELLED;

    public boolean ended() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
