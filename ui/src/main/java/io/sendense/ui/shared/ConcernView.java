package io.sendense.ui.shared;

/// What speaks against a backup, in words. Immutable.
///
/// @param tone how much it weighs: danger, warning or neutral
/// @param id the stable id: `DISK-INDEPENDENT`
public record ConcernView(Tone tone, String id, String what, String remedy) {}
