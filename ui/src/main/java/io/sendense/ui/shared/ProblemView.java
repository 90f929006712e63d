package io.sendense.ui.shared;

/// A problem in words, as the engine's bundle has them. Immutable.
///
/// @param code the stable id: `DISK-READ-FAILED`
/// @param what one sentence: what happened
/// @param why the cause as far as it is known
/// @param remedy what to do about it
public record ProblemView(String code, String what, String why, String remedy) {}
