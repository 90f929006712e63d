package io.sendense.engine.wire.nbd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Collects what a source says of a range until the range is covered or the answer is long enough:
/// neighbours of the same state joined, no end within a block. Confined to one thread.
final class StatusRuns {
    /// A reply may cover less than was asked for; here it stops.
    static final int MOST_RUNS = 8192;

    /// The source is asked for so much at once, so that its answer stays small however fragmented
    /// it is.
    private static final long WINDOW_BYTES = 64L << 20;

    /// Nobody waits for an answer about more than 256 GiB.
    private static final int MOST_WINDOWS = 4096;

    private final StatusSource source;
    private final int blockBytes;
    private final int most;
    private final List<StatusRun> runs = new ArrayList<>();

    /// The last run, which the next one may continue.
    private long pendingFrom;

    private long pendingLength;
    private long pendingState;

    /// The part of a block that was heard of last; its length is 0 where there is none.
    private long partLength;

    private long partState;

    /// @param blockBytes a power of two
    /// @param most how many runs are wanted, at least 1
    StatusRuns(StatusSource source, int blockBytes, int most) {
        this.source = source;
        this.blockBytes = blockBytes;
        this.most = most;
    }

    /// Asks from `offset` onwards, both a multiple of a block.
    List<StatusRun> of(long offset, long length) throws IOException {
        pendingFrom = offset;
        long end = offset + length;
        long position = offset;
        for (int i = 0; position < end && i < MOST_WINDOWS; i++) {
            long window = Math.min(WINDOW_BYTES, end - position);
            for (StatusRun each : source.runs(position, window)) {
                if (!add(each.length(), each.state())) {
                    return runs;
                }
            }
            position += window;
        }
        finish();
        return runs;
    }

    /// Cuts at the ends of blocks; false where there is no room for another run.
    private boolean add(long length, long state) {
        long left = length;
        if (partLength > 0) {
            long toEnd = Math.min(left, blockBytes - partLength);
            partState = source.mixed(partState, state);
            partLength += toEnd;
            left -= toEnd;
            if (partLength < blockBytes) {
                return true;
            }
            partLength = 0;
            if (!addBlocks(blockBytes, partState)) {
                return false;
            }
        }
        long whole = left & -blockBytes;
        if (whole > 0 && !addBlocks(whole, state)) {
            return false;
        }
        partLength = left - whole;
        partState = state;
        return true;
    }

    private boolean addBlocks(long length, long state) {
        if (pendingLength > 0 && state != pendingState) {
            finish();
            if (runs.size() == most) {
                return false;
            }
        }
        pendingState = state;
        pendingLength += length;
        return true;
    }

    private void finish() {
        runs.add(new StatusRun(pendingFrom, pendingLength, pendingState));
        pendingFrom += pendingLength;
        pendingLength = 0;
    }
}
