package io.sendense.engine.job;

/// Number of one execution of a job in the catalog.
public record JobRunId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
