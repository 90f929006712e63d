package io.sendense.ui.jobs;

/// A job onto which objects can be dropped. Immutable.
///
/// @param holds what it backs up, in words
record JobTarget(long id, String name, String holds) {}
