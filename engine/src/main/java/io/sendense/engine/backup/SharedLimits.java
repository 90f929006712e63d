package io.sendense.engine.backup;

import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.transfer.limit.RatePace;

/// What all runs of an engine share, beyond memory. Thread-safe.
///
/// @param pace bytes per second of all runs together
/// @param places reads under way at each host and datastore
public record SharedLimits(RatePace pace, PlaceLimiter places) {}
