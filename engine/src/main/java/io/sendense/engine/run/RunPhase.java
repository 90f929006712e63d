package io.sendense.engine.run;

/// What a run is busy with, in order.
public enum RunPhase {
    WAITING,
    PREFLIGHT,
    SNAPSHOT,
    TRANSFER,
    PUBLISH,
    CLEANUP,
    ENDED
}
