package io.sendense.engine.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.AllocationDepth;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.LayeredDevice;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Looks at a disk as the rest of the program does: asks what is allocated, and reads it. What a
/// disk says of itself must fit together, however broken its file. Confined to one thread.
final class DiskLook {
    private static final int WINDOW_BYTES = 64 << 10;

    /// The disk is read whole up to here, and in four places beyond.
    private static final long WHOLE_BYTES = 256 << 10;

    private final ByteBuffer buffer = ByteBuffer.allocate(WINDOW_BYTES);
    private final ByteBuffer zeroes = ByteBuffer.allocate(WINDOW_BYTES);

    void at(BlockDevice device) throws IOException {
        long size = device.size();
        assertThat(size).as("size").isNotNegative();
        for (long offset = 0; offset < Math.min(size, WHOLE_BYTES); offset += WINDOW_BYTES) {
            window(device, offset);
        }
        if (size > WHOLE_BYTES) {
            window(device, size / 3 & -512);
            window(device, size / 2 - 1);
            window(device, size - Math.min(size, WINDOW_BYTES));
            window(device, size - 1);
        }
    }

    private void window(BlockDevice device, long offset) throws IOException {
        int length = (int) Math.min(WINDOW_BYTES, device.size() - offset);
        Iterable<BlockStatus> statuses = device.blockStatus(offset, length);
        device.read(offset, buffer.clear().limit(length));
        long position = offset;
        for (BlockStatus status : statuses) {
            assertThat(status.extent().offset()).as("statuses adjoin").isEqualTo(position);
            assertThat(status.extent().length()).as("length of a status").isPositive();
            position = status.extent().end();
            assertThat(position).as("end of a status").isLessThanOrEqualTo(offset + length);
            if (status.allocation().readsAsZero()) {
                zero(
                        (int) (status.extent().offset() - offset),
                        (int) status.extent().length(),
                        status);
            }
        }
        assertThat(position).as("statuses cover the range").isEqualTo(offset + length);
        if (LayeredDevice.of(device).isPresent()) {
            depths(LayeredDevice.of(device).get(), offset, length);
        }
    }

    private void zero(int from, int length, BlockStatus status) {
        int other = buffer.slice(from, length).mismatch(zeroes.slice(0, length));
        if (other >= 0) {
            throw new AssertionError(status + " reads as " + buffer.get(from + other));
        }
    }

    private static void depths(LayeredDevice device, long offset, long length) throws IOException {
        long position = offset;
        for (AllocationDepth depth : device.allocationDepth(offset, length)) {
            assertThat(depth.extent().offset()).as("depths adjoin").isEqualTo(position);
            position = depth.extent().end();
        }
        assertThat(position).as("depths cover the range").isEqualTo(offset + length);
    }
}
