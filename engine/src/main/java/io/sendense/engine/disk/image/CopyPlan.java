package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// Cuts a source disk into pieces for several workers, looking only a little ahead of them.
/// Thread-safe.
final class CopyPlan {
    private static final long WINDOW_BYTES = 1L << 30;

    private final BlockDevice source;
    private final long targetBytes;
    private final int requestBytes;
    private final Deque<Step> ready = new ArrayDeque<>();
    private long planned;

    CopyPlan(BlockDevice source, long targetBytes, int requestBytes) {
        this.source = source;
        this.targetBytes = targetBytes;
        this.requestBytes = requestBytes;
    }

    /// The next piece; empty when all were handed out.
    synchronized Optional<Step> next() throws IOException {
        while (ready.isEmpty() && planned < source.size()) {
            long length = Math.min(WINDOW_BYTES, source.size() - planned);
            for (BlockStatus status : source.blockStatus(planned, length)) {
                if (status.allocation().readsAsZero()) {
                    ready.add(new Step(status.extent(), true));
                } else {
                    cut(status.extent());
                }
            }
            planned += length;
        }
        if (ready.isEmpty() && planned < targetBytes) {
            ready.add(new Step(Extent.between(planned, targetBytes), true));
            planned = targetBytes;
        }
        return Optional.ofNullable(ready.poll());
    }

    /// Cuts at multiples of the request size, so that pieces start on the target's blocks.
    private void cut(Extent extent) {
        long position = extent.offset();
        while (position < extent.end()) {
            long next = Math.min(extent.end(), (position / requestBytes + 1) * requestBytes);
            ready.add(new Step(Extent.between(position, next), false));
            position = next;
        }
    }

    /// A range that is known to read as zeroes, or is to be read.
    record Step(Extent extent, boolean zero) {}
}
