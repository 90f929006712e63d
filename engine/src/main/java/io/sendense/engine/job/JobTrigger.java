package io.sendense.engine.job;

/// Why a job runs.
public enum JobTrigger {
    SCHEDULE,
    OPERATOR
}
