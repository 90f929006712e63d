package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.nio.ByteBuffer;
import java.util.List;

/// A device that accepts everything, keeps nothing, and returns whatever is in the buffer.
final class NullDevice implements BlockDevice {
    private final long size;

    NullDevice(long size) {
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean readOnly() {
        return false;
    }

    @Override
    public void read(long offset, ByteBuffer target) {
        target.position(target.limit());
    }

    @Override
    public void write(long offset, ByteBuffer source) {
        source.position(source.limit());
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) {}

    @Override
    public void trim(long offset, long length) {}

    @Override
    public void flush() {}

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) {
        return List.of(new BlockStatus(new Extent(offset, length), Allocation.DATA));
    }

    @Override
    public void close() {}
}
