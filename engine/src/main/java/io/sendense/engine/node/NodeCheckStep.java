package io.sendense.engine.node;

/// What is looked at when a node is tested, in this order: where one fails, those that need it are
/// passed over.
public enum NodeCheckStep {
    /// Something answers at the address, and it is an SSH server.
    REACHABLE,
    /// It shows the key that was accepted.
    HOST_KEY,
    /// It lets the engine in.
    LOGIN,
    /// It lets the engine reach the node's interface.
    INTERFACE_FORWARD,
    /// The interface answers, and takes the token.
    INTERFACE,
    /// The program there is one this engine can work with.
    VERSION,
    /// Ports of the pool can be bound there.
    PORTS,
    /// And answer on the node's own loopback alone.
    LOOPBACK
}
