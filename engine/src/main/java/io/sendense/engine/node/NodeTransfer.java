package io.sendense.engine.node;

import io.sendense.engine.run.RunId;

/// A disk that a node pushes here. Immutable.
///
/// @param label what the disk is called
/// @param port of the node's loopback that leads to the disk's export
public record NodeTransfer(RunId run, String vmName, int diskKey, String label, int port) {}
