package io.sendense.engine.disk.image;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.StatusWalk;
import java.io.IOException;
import java.util.Optional;

/// Cuts a source disk into pieces for several workers, looking only a little ahead of them.
/// Thread-safe.
final class CopyPlan {
    private final StatusWalk source;
    private final long targetBytes;
    private final int requestBytes;

    /// The range that is being handed out is what lies between these two.
    private long position;

    private long end;
    private boolean zero;

    CopyPlan(BlockDevice source, long targetBytes, int requestBytes) {
        this.source = new StatusWalk(source);
        this.targetBytes = targetBytes;
        this.requestBytes = requestBytes;
    }

    /// The next piece; empty when all were handed out. What is to be read is cut at multiples of
    /// the request size, so that pieces start on the target's blocks.
    synchronized Optional<Step> next() throws IOException {
        if (position == end) {
            findRange();
        }
        if (position == end) {
            return Optional.empty();
        }
        long to = zero ? end : Math.min(end, (position / requestBytes + 1) * requestBytes);
        Step step = new Step(Extent.between(position, to), zero);
        position = to;
        return Optional.of(step);
    }

    /// The source's next range; behind its end a longer target's rest.
    private void findRange() throws IOException {
        Optional<BlockStatus> status = source.next();
        end = status.map(found -> found.extent().end()).orElse(targetBytes);
        zero = status.isEmpty() || status.get().allocation().readsAsZero();
    }

    /// A range that is known to read as zeroes, or is to be read.
    record Step(Extent extent, boolean zero) {}
}
