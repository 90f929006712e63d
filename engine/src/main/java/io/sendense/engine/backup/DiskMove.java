package io.sendense.engine.backup;

import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.transfer.ZeroPolicy;
import io.sendense.engine.transfer.limit.Pace;
import java.util.Optional;

/// One disk to be moved along its path. Immutable.
///
/// @param name unique among the moves of this engine, and of letters, digits and `-`
/// @param plan extents to move, aligned to clusters except at the end of the disk
/// @param clusterBytes unit of zero detection and of sums
/// @param baseline what the layer shows already, where that is to be left as it is
/// @param sums takes a sum of every cluster that is defined
/// @param pace how fast the run may go
public record DiskMove(
        String name,
        ExtentList plan,
        int clusterBytes,
        ZeroPolicy zeroes,
        Optional<Comparison> baseline,
        RecordedSums sums,
        Pace pace) {}
