package io.sendense.engine.wire.nbd;

import java.nio.ByteBuffer;
import java.util.List;

/// A reply on its way out. Immutable.
///
/// @param answered what to do when it has been sent, or will never be
record Reply(List<ByteBuffer> content, Runnable answered) implements Outbox.Frame {
    @Override
    public boolean hold() {
        return true;
    }

    @Override
    public void release() {
        answered.run();
    }
}
