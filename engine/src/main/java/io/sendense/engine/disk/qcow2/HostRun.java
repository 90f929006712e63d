package io.sendense.engine.disk.qcow2;

/// Adjoining host clusters that were just allocated. Immutable.
///
/// @param offset first byte in the file
/// @param clusters how many
/// @param fresh whether nothing was ever written there, so that they read as zeroes
record HostRun(long offset, int clusters, boolean fresh) {}
