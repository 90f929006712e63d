package io.sendense.engine.node.protocol;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.util.List;

/// What of a disk is to be moved: all of it, or some extents. Immutable. In JSON `"full"`, or
/// `[[offset, length], ...]` in ascending order.
public sealed interface ExtentPlan {
    /// Unit of all extents, and of sums: every extent begins at a multiple of it, and ends at one
    /// or with the disk.
    int CLUSTER_BYTES = 64 << 10;

    /// The whole disk.
    record Full() implements ExtentPlan {}

    /// These extents, possibly none, as they were sent: two may touch.
    record Some(List<Extent> extents) implements ExtentPlan {
        public Some {
            extents = List.copyOf(extents);
        }
    }

    /// The bytes that this means on a disk.
    ///
    /// @throws UnfitException an extent overlaps the one before it or comes before it, ends beyond
    ///   the disk, or is not aligned to clusters
    default ExtentList on(long capacityBytes) {
        return switch (this) {
            case Full() -> ExtentList.whole(capacityBytes);
            case Some(List<Extent> extents) -> {
                long end = 0;
                for (Extent extent : extents) {
                    check(extent, end, capacityBytes);
                    end = extent.end();
                }
                yield ExtentList.union(extents);
            }
        };
    }

    private static void check(Extent extent, long before, long capacity) {
        if (extent.end() > capacity) {
            throw new UnfitException(
                    placed(CauseCode.NODE_EXTENT_BEYOND, extent).withBytes("capacity", capacity));
        }
        if (extent.offset() < before) {
            throw new UnfitException(
                    placed(CauseCode.NODE_EXTENT_ORDER, extent).withCount("end", before));
        }
        boolean aligned =
                extent.offset() % CLUSTER_BYTES == 0
                        && (extent.end() % CLUSTER_BYTES == 0 || extent.end() == capacity);
        if (!aligned) {
            throw new UnfitException(
                    placed(CauseCode.NODE_EXTENT_UNALIGNED, extent)
                            .withBytes("cluster", CLUSTER_BYTES));
        }
    }

    private static Cause placed(CauseCode code, Extent extent) {
        return Cause.of(code)
                .withCount("offset", extent.offset())
                .withBytes("length", extent.length());
    }
}
