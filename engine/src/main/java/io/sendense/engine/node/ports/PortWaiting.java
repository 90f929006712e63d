package io.sendense.engine.node.ports;

/// Told when a disk has to wait for a port, once for each time, by the thread that waits.
@FunctionalInterface
public interface PortWaiting {
    void waits(PortsInUse why);
}
