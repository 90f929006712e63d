package io.sendense.engine.source.change;

import io.sendense.engine.disk.block.ExtentList;
import java.util.Optional;

/// The bytes of one disk that a run has to move. Immutable.
public sealed interface ChangedExtents {
    /// Sorted, non-overlapping, clipped to the capacity.
    ExtentList extents();

    /// Why not only what changed is read; nothing where it is.
    default Optional<FullReason> wholeBecause() {
        return switch (this) {
            case Full full -> Optional.of(full.reason);
            case Compare compare -> Optional.of(compare.reason);
            case Incremental _ -> Optional.empty();
        };
    }

    /// Everything that may hold data. What lies outside of `extents` is unallocated at the source
    /// and reads as zeroes.
    ///
    /// @param allocatedOnly false where the source could not say what is allocated: `extents` is
    ///   then the whole disk
    record Full(FullReason reason, ExtentList extents, boolean allocatedOnly)
            implements ChangedExtents {}

    /// What changed cannot be known: everything that may hold data now or held some at the parent
    /// restore point, to be read and compared. What lies outside reads as zeroes, now and there.
    ///
    /// @param allocatedOnly false where the source could not say what is allocated: `extents` is
    ///   then the whole disk
    record Compare(FullReason reason, ExtentList extents, boolean allocatedOnly)
            implements ChangedExtents {
        /// The same, with what held data at the parent.
        public Compare with(ExtentList atParent) {
            return new Compare(reason, extents.or(atParent), allocatedOnly);
        }

        /// All that is allocated, to be stored in full for another reason.
        public Full inFull(FullReason why) {
            return new Full(why, extents, allocatedOnly);
        }
    }

    /// What changed since the parent restore point's change ID. What lies outside is as it was
    /// there.
    record Incremental(ChangeId since, ExtentList extents) implements ChangedExtents {}
}
