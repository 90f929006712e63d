package io.sendense.engine.run;

/// Number of a run in the catalog, from 1. Immutable.
public record RunId(long value) {
    public RunId {
        if (value < 1) {
            throw new IllegalArgumentException("run number " + value + " is below 1");
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
