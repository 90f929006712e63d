package io.sendense.ui.transfers;

/// One point of the rate curve. Immutable.
///
/// @param millis since the run's start
/// @param bytesPerSecond since the point before
/// @param doneBytes until then
public record RatePoint(long millis, long bytesPerSecond, long doneBytes) {}
