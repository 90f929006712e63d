package io.sendense.engine.disk.block;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;

/// Writes only what differs from what the device reads already: over a backing file that leaves the
/// difference. Looks at every byte; decides in blocks of 64 KiB. Thread-safe as the device below.
public final class DifferenceBlockDevice extends BlockDeviceDecorator {
    /// Equal and different bytes are told apart in blocks of this many bytes.
    public static final int BLOCK_BYTES = 64 << 10;

    private final LongAdder equalWritten = new LongAdder();
    private final LongAdder equalZeroed = new LongAdder();

    public DifferenceBlockDevice(BlockDevice below) {
        super(below);
    }

    /// Bytes so far that were to be written and were there already.
    public long equalWrittenBytes() {
        return equalWritten.sum();
    }

    /// Bytes so far that were to be zeroed and were zero already.
    public long equalZeroedBytes() {
        return equalZeroed.sum();
    }

    @Override
    public void write(long offset, ByteBuffer source) throws IOException {
        if (readOnly()) {
            super.write(offset, source);
            return;
        }
        BlockDevice.checkRange(offset, source.remaining(), size());
        ByteBuffer there = ByteBuffer.allocate(Math.min(source.remaining(), BLOCK_BYTES));
        for (long at = offset; source.hasRemaining(); ) {
            int length = (int) Math.min(source.remaining(), blockEnd(at) - at);
            ByteBuffer piece = source.slice(source.position(), length);
            if (reads(at, there.clear().limit(length)).equals(piece)) {
                equalWritten.add(length);
            } else {
                super.write(at, piece);
            }
            source.position(source.position() + length);
            at += length;
        }
    }

    @Override
    public void zero(long offset, long length, ZeroMode mode) throws IOException {
        if (readOnly()) {
            super.zero(offset, length, mode);
            return;
        }
        BlockDevice.checkRange(offset, length, size());
        for (BlockStatus known : blockStatus(offset, length)) {
            if (known.allocation().readsAsZero()) {
                equalZeroed.add(known.extent().length());
            } else {
                zeroData(known.extent(), mode);
            }
        }
    }

    private void zeroData(Extent extent, ZeroMode mode) throws IOException {
        ByteBuffer there = ByteBuffer.allocate((int) Math.min(extent.length(), BLOCK_BYTES));
        for (long at = extent.offset(); at < extent.end(); ) {
            int length = (int) (Math.min(extent.end(), blockEnd(at)) - at);
            if (Zeroes.only(reads(at, there.clear().limit(length)))) {
                equalZeroed.add(length);
            } else {
                super.zero(at, length, mode);
            }
            at += length;
        }
    }

    private ByteBuffer reads(long offset, ByteBuffer target) throws IOException {
        int length = target.limit();
        read(offset, target);
        // The read left the position undefined.
        return target.clear().limit(length);
    }

    private static long blockEnd(long offset) {
        return (offset / BLOCK_BYTES + 1) * BLOCK_BYTES;
    }
}
