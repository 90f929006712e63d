package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Lets callers use any range of a device that takes whole blocks only. Thread-safe.
///
/// Reads fetch the blocks around. A write that does not fill its first or last block reads that
/// block, changes it and writes it back; meanwhile no other write runs, or the block could be
/// written back over a neighbour's newer bytes. Writes of whole blocks run side by side.
final class WholeBlocks implements BlockDevice {
    private final BlockDevice device;
    private final int blockBytes;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /// @param device of a size that is a multiple of `blockBytes`; closed with this one
    /// @param blockBytes a power of two
    WholeBlocks(BlockDevice device, int blockBytes) {
        this.device = device;
        this.blockBytes = blockBytes;
    }

    @Override
    public long size() {
        return device.size();
    }

    @Override
    public boolean readOnly() {
        return device.readOnly();
    }

    private long down(long position) {
        return position & -blockBytes;
    }

    private long up(long position) {
        return (position + blockBytes - 1) & -blockBytes;
    }

    private boolean whole(long offset, long length) {
        return down(offset) == offset && down(length) == length;
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
        int length = target.remaining();
        BlockDevice.checkRange(offset, length, size());
        if (whole(offset, length)) {
            device.read(offset, target);
            return;
        }
        long from = down(offset);
        long firstWhole = up(offset);
        long lastWhole = down(offset + length);
        if (firstWhole >= lastWhole) {
            target.put(
                    blocks(from, up(offset + length))
                            .position((int) (offset - from))
                            .limit((int) (offset - from) + length));
            return;
        }
        if (from < firstWhole) {
            target.put(blocks(from, firstWhole).position((int) (offset - from)));
        }
        int end = target.limit();
        target.limit(target.position() + (int) (lastWhole - firstWhole));
        try {
            device.read(firstWhole, target);
        } finally {
            target.limit(end);
        }
        if (target.hasRemaining()) {
            target.put(blocks(lastWhole, lastWhole + blockBytes).limit(target.remaining()));
        }
    }

    private ByteBuffer blocks(long from, long to) throws IOException {
        ByteBuffer blocks = ByteBuffer.allocate((int) (to - from));
        device.read(from, blocks);
        return blocks.flip();
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        int length = source.remaining();
        BlockDevice.checkRange(offset, length, size());
        exclusivelyUnlessWhole(
                offset,
                length,
                () -> {
                    long position = offset;
                    while (source.hasRemaining()) {
                        int count = stretch(position, offset + length);
                        ByteBuffer part = source.slice(source.position(), count);
                        if (whole(position, count)) {
                            device.write(position, part);
                        } else {
                            patch(position, part);
                        }
                        source.position(source.position() + count);
                        position += count;
                    }
                });
    }

    /// From `position` as far as either whole blocks go, or the part of one block.
    private int stretch(long position, long end) {
        long wholeEnd = down(end);
        if (down(position) == position && wholeEnd > position) {
            return (int) (wholeEnd - position);
        }
        return (int) (Math.min(end, down(position) + blockBytes) - position);
    }

    /// Changes a part of one block.
    private void patch(long position, ByteBuffer part) throws IOException {
        long start = down(position);
        ByteBuffer block = blocks(start, start + blockBytes);
        block.put((int) (position - start), part, part.position(), part.remaining());
        device.write(start, block);
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        exclusivelyUnlessWhole(
                offset,
                length,
                () -> {
                    long firstWhole = Math.min(up(offset), offset + length);
                    long lastWhole = Math.max(firstWhole, down(offset + length));
                    patchZeroes(offset, firstWhole);
                    if (firstWhole < lastWhole) {
                        device.zero(firstWhole, lastWhole - firstWhole, mode);
                    }
                    patchZeroes(lastWhole, offset + length);
                });
    }

    private void patchZeroes(long from, long to) throws IOException {
        if (from < to) {
            patch(from, ByteBuffer.allocate((int) (to - from)));
        }
    }

    /// Trims the whole blocks within the range: the rest of the others must stay.
    @Override
    public void trim(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        long from = up(offset);
        long to = down(offset + length);
        if (from < to) {
            device.trim(from, to - from);
        }
    }

    @Override
    public void flush() throws IOException {
        device.flush();
    }

    @Override
    public List<BlockStatus> blockStatus(long offset, long length) throws IOException {
        BlockDevice.checkRange(offset, length, size());
        if (length == 0) {
            return List.of();
        }
        long from = down(offset);
        List<BlockStatus> clipped = new ArrayList<>();
        for (BlockStatus each : device.blockStatus(from, up(offset + length) - from)) {
            long start = Math.max(offset, each.extent().offset());
            long end = Math.min(offset + length, each.extent().end());
            if (start < end) {
                clipped.add(new BlockStatus(Extent.between(start, end), each.allocation()));
            }
        }
        return clipped;
    }

    @Override
    public void close() throws IOException {
        device.close();
    }

    @FunctionalInterface
    private interface Change {
        void run() throws IOException;
    }

    private void exclusivelyUnlessWhole(long offset, long length, Change change)
            throws IOException {
        Lock held = whole(offset, length) ? lock.readLock() : lock.writeLock();
        held.lock();
        try {
            change.run();
        } finally {
            held.unlock();
        }
    }
}
