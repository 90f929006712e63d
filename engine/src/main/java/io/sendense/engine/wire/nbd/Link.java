package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.nio.ByteBuffer;

/// A connected stream of bytes, both ways. One thread may read while another one writes.
///
/// This is the seam between the protocol and what carries it, so that the protocol can be carried
/// by something else than a plain socket.
interface Link extends AutoCloseable {

    /// Waits for bytes and fills the buffers in turn, as far as bytes are there.
    ///
    /// @return how many, at least 1; -1 at the end of the stream
    long read(ByteBuffer[] targets) throws IOException;

    /// Writes all of the first `count` buffers, in order.
    void write(ByteBuffer[] sources, int count) throws IOException;

    /// Ends the connection in both directions and wakes whoever reads or writes with an
    /// `IOException`. Repeatable.
    @Override
    void close();
}
