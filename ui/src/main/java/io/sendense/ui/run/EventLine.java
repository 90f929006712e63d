package io.sendense.ui.run;

/// One line of a run's log. Immutable.
///
/// @param time of day, to the second
record EventLine(long number, String time, String text) {}
