package io.sendense.ui.jobs;

import java.time.Duration;

/// How long a job's runs can hold their snapshots for a retry. Immutable.
///
/// @param time zero for not at all
record HoldChoice(Duration time, String text) {
    @Override
    public String toString() {
        return text;
    }
}
