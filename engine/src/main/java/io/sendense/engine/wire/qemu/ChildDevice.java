package io.sendense.engine.wire.qemu;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.disk.block.ZeroMode;
import io.sendense.engine.wire.nbd.NbdDisconnectedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;

/// A device whose server is a process: a call that fails because that has ended says so, and is not
/// worth repeating. Thread-safe.
final class ChildDevice extends BlockDeviceDecorator {
    private final Supplier<Optional<QemuNbdException>> end;

    /// @param end why the process is not there any more, if it is not; may take a moment
    ChildDevice(BlockDevice below, Supplier<Optional<QemuNbdException>> end) {
        super(below);
        this.end = end;
    }

    private interface Step {
        void run() throws IOException;
    }

    private void saying(Step step) throws IOException {
        try {
            step.run();
        } catch (NbdDisconnectedException e) {
            Optional<QemuNbdException> why = end.get();
            if (why.isEmpty()) {
                throw e;
            }
            LastingFailureException lasting = new LastingFailureException(why.get());
            lasting.addSuppressed(e);
            throw lasting;
        }
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        saying(() -> super.read(offset, target));
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        saying(() -> super.write(offset, source));
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        saying(() -> super.zero(offset, length, mode));
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        saying(() -> super.trim(offset, length));
    }

    @Override
    public void flush() throws IOException {
        saying(super::flush);
    }
}
