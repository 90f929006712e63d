package io.sendense.engine.node.ports;

/// A port of a node that is ours until this is closed. Thread-safe.
public final class PortLease implements AutoCloseable {
    private final String node;
    private final int port;
    private final Runnable release;

    PortLease(String node, int port, Runnable release) {
        this.node = node;
        this.port = port;
        this.release = release;
    }

    public String node() {
        return node;
    }

    public int port() {
        return port;
    }

    /// Gives the port back, once the forward is no more. Repeatable.
    @Override
    public void close() {
        release.run();
    }
}
