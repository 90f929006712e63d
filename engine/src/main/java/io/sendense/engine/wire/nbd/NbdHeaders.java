package io.sendense.engine.wire.nbd;

/// Which form requests and replies have on a connection: agreed in the handshake, then fixed.
public enum NbdHeaders {
    /// Requests of 28 bytes; every reply is simple, and a read comes in one piece (proto.md,
    /// "Simple reply message").
    SIMPLE,
    /// As before, and replies may come in chunks (proto.md, "Structured reply chunk message").
    STRUCTURED,
    /// Requests and replies have 32 bytes of header and lengths of 64 bits; every reply comes in
    /// chunks (proto.md, "Extended reply chunk message").
    EXTENDED;

    /// Whether replies may come in chunks: holes need not be sent, failures have words, and ranges
    /// can be asked about.
    public boolean chunks() {
        return this != SIMPLE;
    }
}
