package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicBoolean;

/// A device of a format that is only read: refuses every change, and every read once it is closed.
/// Thread-safe.
public abstract class ReadOnlyDevice implements BlockDevice {
    private final String name;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param name what error texts call the device
    protected ReadOnlyDevice(String name) {
        this.name = name;
    }

    @Override
    public final boolean readOnly() {
        return true;
    }

    @Override
    public final void write(long offset, ByteBuffer source) throws IOException {
        refuse(offset, source.remaining());
    }

    @Override
    public final void zero(long offset, long length, ZeroMode mode) throws IOException {
        refuse(offset, length);
    }

    @Override
    public final void trim(long offset, long length) throws IOException {
        refuse(offset, length);
    }

    private void refuse(long offset, long length) throws ReadOnlyDeviceException {
        BlockDevice.checkRange(offset, length, size());
        throw new ReadOnlyDeviceException(name);
    }

    /// Does nothing: there is nothing this device accepted.
    @Override
    public final void flush() {}

    /// To be called first by every read.
    ///
    /// @throws ClosedChannelException the device was closed
    protected final void checkReadable(long offset, long length) throws ClosedChannelException {
        BlockDevice.checkRange(offset, length, size());
        if (closed.get()) {
            throw new ClosedChannelException();
        }
    }

    /// Lets go of the files. Called once.
    protected abstract void closeFiles() throws IOException;

    @Override
    public final void close() throws IOException {
        if (!closed.getAndSet(true)) {
            closeFiles();
        }
    }
}
