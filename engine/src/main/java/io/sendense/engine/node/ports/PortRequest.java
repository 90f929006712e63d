package io.sendense.engine.node.ports;

import io.sendense.engine.run.RunId;

/// A disk of a run that wants a port of a node. Immutable.
public record PortRequest(String node, RunId run, int diskKey) {}
