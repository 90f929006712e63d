package io.sendense.engine.node.reader;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.wire.nbd.NbdDisconnectedException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A target over several connections that goes on while one of them is left, and fails for good
/// when none is: waiting cannot bring it back, as nothing connects again. Thread-safe.
final class SteadyTarget extends BlockDeviceDecorator {
    private final int connections;

    /// @param connections how many it has; a call that met so many broken ones met all
    SteadyTarget(BlockDevice below, int connections) {
        super(below);
        this.connections = connections;
    }

    private interface Call {
        void run() throws IOException;
    }

    private void run(Call call) throws IOException {
        for (int broken = 1; ; broken++) {
            try {
                call.run();
                return;
            } catch (NbdDisconnectedException e) {
                if (broken > connections) {
                    throw new LastingFailureException(e);
                }
            }
        }
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        run(() -> super.write(offset, source.duplicate()));
        source.position(source.limit());
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        run(() -> super.zero(offset, length, mode));
    }

    @Override
    public void flush() throws IOException {
        run(super::flush);
    }
}
