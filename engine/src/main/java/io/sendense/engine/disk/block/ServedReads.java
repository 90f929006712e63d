package io.sendense.engine.disk.block;

/// A device whose bytes a server sends, and that can tell what its reads have waited for.
/// Thread-safe.
///
/// Both only grow. Reads that were under way at once are summed up, so that they may grow faster
/// than time goes by; how they are to each other is what counts.
public interface ServedReads {
    /// Nanoseconds that all reads have taken; 0 where they cannot be told apart.
    long readNanos();

    /// Those of them in which the rest of an answer came whose first byte was there: what the way
    /// takes, not the server.
    long arrivalNanos();
}
