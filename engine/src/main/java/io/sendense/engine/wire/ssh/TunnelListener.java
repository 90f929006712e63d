package io.sendense.engine.wire.ssh;

/// Is told how a tunnel is.
@FunctionalInterface
public interface TunnelListener {

    /// Called by a thread of the tunnel after each change, in their order; it must not wait.
    void changed(TunnelState state);
}
