package io.sendense.ui.jobs;

/// A VM that the selection holds now. Immutable.
///
/// @param detail which entry brings it in, and its size
record PreviewLine(String name, String detail) {}
