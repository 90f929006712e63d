package io.sendense.ui.jobs;

import io.sendense.ui.shared.Tone;

/// One execution in the strip of the last ones. Immutable.
///
/// @param run number of the execution
/// @param words state and time, for tooltip and reader
record JobMark(long run, Tone tone, String words) {}
