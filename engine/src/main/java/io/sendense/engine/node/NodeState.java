package io.sendense.engine.node;

/// How it stands with the tunnel to a node.
public enum NodeState {
    /// Nothing needs it at the moment.
    IDLE,
    CONNECTING,
    UP,
    /// It was up and is not: it is being made again.
    LOST
}
