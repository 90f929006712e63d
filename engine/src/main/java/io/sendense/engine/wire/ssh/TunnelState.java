package io.sendense.engine.wire.ssh;

/// What a tunnel is doing: the worst of its connections counts.
public enum TunnelState {
    /// It is being dialled for the first time.
    CONNECTING,
    /// All its connections are there and all its forwards are granted.
    UP,
    /// A connection has just been lost.
    LOST,
    /// A lost connection is being dialled again, or its forwards are not granted again yet.
    RECONNECTING,
    /// It was closed, or failed for good: [SshTunnel#failure] says which.
    CLOSED
}
