package io.sendense.engine.job;

import java.time.Instant;
import java.util.Optional;

/// A job at one moment. Immutable.
///
/// @param enabled whether its schedule counts; a disabled job still runs when asked to
/// @param nextRun when it runs by itself; absent where it is disabled or has no schedule
/// @param lastRun its newest execution, living or ended; absent before the first
public record JobView(
        JobId id,
        JobDefinition definition,
        boolean enabled,
        Optional<Instant> nextRun,
        Optional<JobRunView> lastRun) {}
