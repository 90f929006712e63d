package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.ByteProgress;
import io.sendense.engine.disk.block.Zeroes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/// Compares the contents of two disks, as `qemu-img compare` does: how they are stored does not
/// matter, and a shorter disk is taken to go on with zeroes. Confined to one thread; holds two
/// buffers of `REQUEST_BYTES`.
public final class DiskCompare {
    private static final int REQUEST_BYTES = 2 << 20;

    private final BlockDevice first;
    private final BlockDevice second;
    private final ByteBuffer firstBytes = ByteBuffer.allocateDirect(REQUEST_BYTES);
    private final ByteBuffer secondBytes = ByteBuffer.allocateDirect(REQUEST_BYTES);

    private DiskCompare(BlockDevice first, BlockDevice second) {
        this.first = first;
        this.second = second;
    }

    /// The offset of the first byte in which the disks differ; empty when they are equal.
    ///
    /// @throws InterruptedException the thread was interrupted
    public static OptionalLong firstDifference(
            BlockDevice first, BlockDevice second, ByteProgress progress)
            throws IOException, InterruptedException {
        DiskCompare compare = new DiskCompare(first, second);
        long size = Math.max(first.size(), second.size());
        for (long offset = 0; offset < size; offset += REQUEST_BYTES) {
            if (Thread.interrupted()) {
                throw new InterruptedException("compare was interrupted");
            }
            int length = (int) Math.min(REQUEST_BYTES, size - offset);
            OptionalLong difference = compare.piece(offset, length);
            if (difference.isPresent()) {
                return difference;
            }
            progress.reached(offset + length, size);
        }
        return OptionalLong.empty();
    }

    private OptionalLong piece(long offset, int length) throws IOException {
        if (readsAsZero(first, offset, length) && readsAsZero(second, offset, length)) {
            return OptionalLong.empty();
        }
        fill(first, offset, firstBytes.clear().limit(length));
        fill(second, offset, secondBytes.clear().limit(length));
        int mismatch = firstBytes.flip().mismatch(secondBytes.flip());
        return mismatch < 0 ? OptionalLong.empty() : OptionalLong.of(offset + mismatch);
    }

    private static boolean readsAsZero(BlockDevice device, long offset, int length)
            throws IOException {
        long there = Math.clamp(device.size() - offset, 0, length);
        if (there == 0) {
            return true;
        }
        for (BlockStatus status : device.blockStatus(offset, there)) {
            if (!status.allocation().readsAsZero()) {
                return false;
            }
        }
        return true;
    }

    private static void fill(BlockDevice device, long offset, ByteBuffer target)
            throws IOException {
        int limit = target.limit();
        target.limit(Math.clamp(device.size() - offset, 0, limit));
        if (target.hasRemaining()) {
            device.read(offset, target);
            target.position(target.limit());
        }
        target.limit(limit);
        Zeroes.fill(target);
    }
}
