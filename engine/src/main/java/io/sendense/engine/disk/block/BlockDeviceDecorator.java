package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/// Passes everything on to the device below. A decorator extends it and changes one habit.
///
/// Owns the device below: closing the decorator closes it.
public abstract class BlockDeviceDecorator implements BlockDevice {
    private final BlockDevice below;

    protected BlockDeviceDecorator(BlockDevice below) {
        this.below = below;
    }

    /// The device this one stands before.
    protected final BlockDevice below() {
        return below;
    }

    @Override
    public long size() {
        return below.size();
    }

    @Override
    public boolean readOnly() {
        return below.readOnly();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        below.read(offset, target);
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        below.write(offset, source);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        below.zero(offset, length, mode);
    }

    @Override
    public void trim(long offset, long length) throws IOException {
        below.trim(offset, length);
    }

    @Override
    public void flush() throws IOException {
        below.flush();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        return below.blockStatus(offset, length);
    }

    @Override
    public void close() throws IOException {
        below.close();
    }
}
