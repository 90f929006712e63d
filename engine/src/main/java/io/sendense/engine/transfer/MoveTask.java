package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ExtentList;

/// One disk to be moved. Immutable; the mover closes neither device, except to end calls that do
/// not heed a cancellation.
///
/// @param name what the disk is called in messages
/// @param plan extents to move, aligned to clusters except at the end of the disk
/// @param clusterBytes unit of zero detection and of sums; a power of two
public record MoveTask(
        String name,
        BlockDevice source,
        BlockDevice target,
        ExtentList plan,
        int clusterBytes,
        ZeroPolicy zeroes) {
    public MoveTask {
        if (source.size() != target.size()) {
            throw new IllegalArgumentException(
                    name + ": source has " + source.size() + " bytes, target " + target.size());
        }
        if (!plan.equals(plan.aligned(clusterBytes, source.size()))) {
            throw new IllegalArgumentException(
                    name + ": plan is not aligned to clusters of " + clusterBytes + " bytes");
        }
    }
}
