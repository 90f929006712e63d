package io.sendense.ui.run;

/// One point of the rate curve. Immutable.
///
/// @param millis since the run's start
/// @param bytesPerSecond since the point before
/// @param doneBytes until then
record RatePoint(long millis, long bytesPerSecond, long doneBytes) {}
