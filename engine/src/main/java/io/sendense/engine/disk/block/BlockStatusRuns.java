package io.sendense.engine.disk.block;

import java.util.ArrayList;
import java.util.List;

/// Collects the answer of a `blockStatus` call from front to back and joins neighbours of the same
/// kind. Confined to one thread.
public final class BlockStatusRuns {
    private final List<BlockStatus> runs = new ArrayList<>();

    /// Appends a range. It must begin where the previous one ended; an empty one is dropped.
    public void add(long offset, long length, Allocation allocation) {
        if (length == 0) {
            return;
        }
        BlockStatus last = runs.isEmpty() ? null : runs.getLast();
        if (last != null && last.extent().end() != offset) {
            throw new IllegalArgumentException(
                    "range at " + offset + " does not follow " + last.extent());
        }
        if (last != null && last.allocation() == allocation) {
            Extent grown = Extent.between(last.extent().offset(), offset + length);
            runs.set(runs.size() - 1, new BlockStatus(grown, allocation));
        } else {
            runs.add(new BlockStatus(new Extent(offset, length), allocation));
        }
    }

    /// Appends every entry of an answer.
    public void addAll(List<BlockStatus> more) {
        for (BlockStatus status : more) {
            add(status.extent().offset(), status.extent().length(), status.allocation());
        }
    }

    /// What was added so far, in order.
    public List<BlockStatus> toList() {
        return List.copyOf(runs);
    }
}
