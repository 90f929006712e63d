package io.sendense.engine.source.change;

import io.sendense.engine.disk.block.ExtentList;

/// The bytes of one disk that a run has to move. Immutable.
public sealed interface ChangedExtents {
    /// Sorted, non-overlapping, clipped to the capacity.
    ExtentList extents();

    /// Everything that may hold data. What lies outside of `extents` is unallocated at the source
    /// and reads as zeroes.
    ///
    /// @param allocatedOnly false where the source could not say what is allocated: `extents` is
    ///   then the whole disk
    record Full(FullReason reason, ExtentList extents, boolean allocatedOnly)
            implements ChangedExtents {}

    /// What changed since the parent restore point's change ID. What lies outside is as it was
    /// there.
    record Incremental(ChangeId since, ExtentList extents) implements ChangedExtents {}
}
