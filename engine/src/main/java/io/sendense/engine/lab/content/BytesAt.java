package io.sendense.engine.lab.content;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Anything that has bytes at offsets: a live disk, a frozen one, a device of the engine, by method
/// reference.
@FunctionalInterface
public interface BytesAt {
    /// Fills `target` from its position to its limit with the bytes at `offset`.
    void read(long offset, ByteBuffer target) throws IOException;

    /// The `count` bytes at `offset`, at position 0.
    default ByteBuffer bytes(long offset, int count) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(count);
        read(offset, target);
        return target.flip();
    }
}
