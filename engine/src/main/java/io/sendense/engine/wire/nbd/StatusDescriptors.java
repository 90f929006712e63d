package io.sendense.engine.wire.nbd;

import io.sendense.engine.disk.block.Allocation;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Block status as it crosses the wire: pairs of 32 bits length and 32 bits state (proto.md,
/// "Structured reply types", `NBD_REPLY_TYPE_BLOCK_STATUS`).
final class StatusDescriptors {
    /// A reply may cover less than was asked for; at 64 KiB it stops.
    private static final int MOST_DESCRIPTORS = 8192;

    /// The device is asked for so much at once, so that its answer stays small however fragmented
    /// it is.
    private static final long WINDOW_BYTES = 64L << 20;

    private final ByteBuffer descriptors = ByteBuffer.allocate(8 * MOST_DESCRIPTORS);
    private long pendingLength;
    private int pendingState;

    private StatusDescriptors() {}

    /// Asks the device from `offset` onwards until the range is covered, the reply is full, or one
    /// extent is complete where only one is wanted.
    static ByteBuffer of(BlockDevice device, long offset, long length, boolean one)
            throws IOException {
        StatusDescriptors collected = new StatusDescriptors();
        int most = one ? 1 : MOST_DESCRIPTORS;
        long end = offset + length;
        for (long position = offset; position < end; ) {
            long window = Math.min(WINDOW_BYTES, end - position);
            for (BlockStatus each : device.blockStatus(position, window)) {
                if (!collected.add(each, most)) {
                    return collected.descriptors.flip();
                }
            }
            position += window;
        }
        collected.finish();
        return collected.descriptors.flip();
    }

    /// False where there is no room for another descriptor.
    private boolean add(BlockStatus status, int most) {
        int state = state(status.allocation());
        if (pendingLength > 0 && state != pendingState) {
            finish();
            if (descriptors.position() == 8 * most) {
                return false;
            }
        }
        pendingState = state;
        pendingLength += status.extent().length();
        return true;
    }

    private void finish() {
        descriptors.putInt((int) pendingLength).putInt(pendingState);
        pendingLength = 0;
    }

    private static int state(Allocation allocation) {
        return switch (allocation) {
            case DATA -> 0;
            case ZERO -> NbdProtocol.STATE_ZERO;
            case HOLE -> NbdProtocol.STATE_ZERO | NbdProtocol.STATE_HOLE;
        };
    }

    /// The meaning of a state. A hole that does not read as zeroes may read as anything: it is data
    /// to whoever must not lose any.
    static Allocation allocation(int state) {
        if ((state & NbdProtocol.STATE_ZERO) == 0) {
            return Allocation.DATA;
        }
        return (state & NbdProtocol.STATE_HOLE) == 0 ? Allocation.ZERO : Allocation.HOLE;
    }
}
