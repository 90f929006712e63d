package io.sendense.ui.dashboard;

/// A run that is living. Immutable.
///
/// @param words how far it is
/// @param fraction of its plan, 0 to 1
/// @param rate in words
record RunningLine(long run, String vm, String words, double fraction, String rate) {}
