package io.sendense.ui.points;

import io.sendense.ui.shared.Tone;
import java.time.Instant;

/// A restore point on the line of time. Immutable.
///
/// @param full a square, else a circle
/// @param tone of its last verification: `SUCCESS` has a mark, `DANGER` a colour
/// @param words what is said of it to who cannot see it, and in its tooltip
record TimelineDot(String id, Instant at, boolean full, Tone tone, boolean served, String words) {}
