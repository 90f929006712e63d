package io.sendense.engine.job;

/// Number of a job in the catalog.
public record JobId(long value) {
    @Override
    public String toString() {
        return Long.toString(value);
    }
}
