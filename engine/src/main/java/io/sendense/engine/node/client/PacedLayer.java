package io.sendense.engine.node.client;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.transfer.limit.Pace;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;

/// A layer whose writes are waited for as a run's pace asks: who pushes from afar is slowed down by
/// answers that come later. Zeroes, which are not sent, cost nothing. Thread-safe.
///
/// Does not own the layer: closing this leaves it open.
final class PacedLayer extends BlockDeviceDecorator {
    private final Pace pace;

    PacedLayer(BlockDevice layer, Pace pace) {
        super(layer);
        this.pace = pace;
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        try {
            pace.await(source.remaining());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (InterruptedIOException) new InterruptedIOException().initCause(e);
        }
        super.write(offset, source);
    }

    @Override
    public void close() {
        // The layer is its maker's.
    }
}
