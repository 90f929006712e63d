package io.sendense.engine.disk.block;

import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/// What is allocated in a whole disk, from front to back. Asks for a window at a time, so that
/// memory does not grow with the disk. Confined to one thread.
public final class StatusWalk {
    private static final long WINDOW_BYTES = 1L << 30;

    private final BlockDevice device;
    private Iterator<BlockStatus> window = Collections.emptyIterator();
    private long asked;

    public StatusWalk(BlockDevice device) {
        this.device = device;
    }

    /// The range after the last one; empty at the end of the disk. Neighbours of the same kind may
    /// come apart.
    public Optional<BlockStatus> next() throws IOException {
        while (!window.hasNext()) {
            if (asked == device.size()) {
                return Optional.empty();
            }
            long length = Math.min(WINDOW_BYTES, device.size() - asked);
            window = device.blockStatus(asked, length).iterator();
            asked += length;
        }
        return Optional.of(window.next());
    }
}
