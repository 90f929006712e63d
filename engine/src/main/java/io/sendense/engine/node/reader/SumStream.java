package io.sendense.engine.node.reader;

import java.io.EOFException;
import java.time.Duration;

/// The sums of one disk for the one who takes them. Confined to one thread. Closing it before its
/// end fails the disk: what was taken is lost to anybody else.
public final class SumStream implements AutoCloseable {
    private final SumBuffer buffer;

    SumStream(SumBuffer buffer) {
        this.buffer = buffer;
    }

    /// Waits for bytes and takes them.
    ///
    /// @return how many were put into `target`, at least one; -1 at the end; 0 if the time is over,
    ///   which it is between two records only
    /// @throws EOFException the disk failed: there will be no end
    public int take(byte[] target, Duration atMost) throws EOFException, InterruptedException {
        return buffer.take(target, atMost);
    }

    @Override
    public void close() {
        buffer.abandon();
    }
}
