package io.sendense.ui.jobs;

import io.sendense.ui.shared.Badge;
import java.time.Instant;
import java.util.Optional;

/// What came of a job's newest execution, or how far it is. Immutable.
///
/// @param words when and how long, or how many VMs of how many
/// @param fraction how much is done, 0 to 1; absent when it does not run
/// @param run number of the execution; absent before the first
/// @param at when it began; `Instant.MIN` before the first
record JobResult(
        Badge badge, String words, Optional<Double> fraction, Optional<Long> run, Instant at)
        implements Comparable<JobResult> {
    @Override
    public int compareTo(JobResult other) {
        return at.compareTo(other.at);
    }
}
