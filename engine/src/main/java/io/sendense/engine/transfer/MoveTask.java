package io.sendense.engine.transfer;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.transfer.limit.Admission;
import io.sendense.engine.transfer.limit.Pace;
import java.util.Optional;

/// One disk to be moved. Immutable; the mover closes neither device, except to end calls that do
/// not heed a cancellation.
///
/// @param name what the disk is called in messages
/// @param plan extents to move, aligned to clusters except at the end of the disk
/// @param clusterBytes unit of zero detection and of sums; a power of two
/// @param baseline what the target shows already, where that is to be left as it is
/// @param pace waited for before a piece is read
/// @param admission the leave to read a piece, held while it is read
public record MoveTask(
        String name,
        BlockDevice source,
        BlockDevice target,
        ExtentList plan,
        int clusterBytes,
        ZeroPolicy zeroes,
        Optional<Baseline> baseline,
        Pace pace,
        Admission admission) {
    public MoveTask {
        if (baseline.isPresent() && zeroes == ZeroPolicy.SKIP) {
            throw new IllegalArgumentException(name + ": zeroes over a baseline must be stored");
        }
        if (source.size() != target.size()) {
            throw new IllegalArgumentException(
                    name + ": source has " + source.size() + " bytes, target " + target.size());
        }
        if (!plan.equals(plan.aligned(clusterBytes, source.size()))) {
            throw new IllegalArgumentException(
                    name + ": plan is not aligned to clusters of " + clusterBytes + " bytes");
        }
    }

    /// A disk whose target shows nothing that should stay, moved as fast as it goes.
    public MoveTask(
            String name,
            BlockDevice source,
            BlockDevice target,
            ExtentList plan,
            int clusterBytes,
            ZeroPolicy zeroes) {
        this(
                name,
                source,
                target,
                plan,
                clusterBytes,
                zeroes,
                Optional.empty(),
                Pace.UNLIMITED,
                Admission.FREE);
    }
}
