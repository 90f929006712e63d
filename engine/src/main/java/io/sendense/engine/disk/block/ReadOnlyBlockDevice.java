package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Lets reads through and refuses every change. As thread-safe as the device below.
public final class ReadOnlyBlockDevice extends BlockDeviceDecorator {
    private final String name;

    /// @param name what the error text calls the device
    public ReadOnlyBlockDevice(BlockDevice below, String name) {
        super(below);
        this.name = name;
    }

    @Override
    public boolean readOnly() {
        return true;
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        throw new ReadOnlyDeviceException(name);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        throw new ReadOnlyDeviceException(name);
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        throw new ReadOnlyDeviceException(name);
    }

    /// Does nothing: there is nothing this device accepted.
    @Override
    public void flush() {}
}
