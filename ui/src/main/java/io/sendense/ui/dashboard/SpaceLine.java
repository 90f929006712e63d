package io.sendense.ui.dashboard;

/// How a repository is filled. Immutable.
///
/// @param words how much is free
record SpaceLine(String name, String words) {}
