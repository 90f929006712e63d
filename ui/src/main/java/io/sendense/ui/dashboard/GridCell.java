package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Tone;
import java.util.Optional;

/// One day of one job. Immutable.
///
/// @param tone of the worst execution of that day; absent where there was none
/// @param words day and result, for tooltip and reader
/// @param run number of that execution
record GridCell(Optional<Tone> tone, String words, Optional<Long> run) {}
