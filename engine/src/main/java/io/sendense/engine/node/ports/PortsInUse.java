package io.sendense.engine.node.ports;

/// Why a disk waits for a port. Immutable.
///
/// @param leased ports that disks use, of this engine and of others
/// @param refused further ports that the node refused within the last time
/// @param total all ports of the pool
/// @param ahead disks that have waited for longer
public record PortsInUse(String node, int leased, int refused, int total, int ahead) {}
