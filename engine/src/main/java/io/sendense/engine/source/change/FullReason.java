package io.sendense.engine.source.change;

import java.util.EnumSet;
import java.util.Set;

/// Why a disk is read as a whole, in full or to be compared, although it might have been read
/// incrementally.
public enum FullReason {
    /// The operator asked for it.
    REQUESTED,
    /// There is no earlier restore point of this disk in the repository.
    FIRST_POINT,
    /// Change tracking is off, or this snapshot's disk carries no change ID.
    NO_CHANGE_ID,
    /// The parent restore point recorded no change ID for this disk.
    PARENT_HAS_NO_CHANGE_ID,
    /// The change ID belongs to another tracking session, or its sequence went back.
    TRACKING_RESET,
    /// The VM had an older snapshot when the parent restore point was made: if it was reverted to
    /// since, change IDs were given out a second time.
    SNAPSHOT_OLDER_THAN_PARENT,
    /// The disk's capacity differs from the parent's.
    RESIZED,
    /// The change query was answered with a fault.
    QUERY_REFUSED,
    /// The answered windows do not add up to the capacity.
    QUERY_INCOMPLETE,
    /// The parent layer in the repository is missing or damaged.
    PARENT_UNUSABLE,
    /// The sums of the parent's chain are missing or damaged, so that nothing can be compared with
    /// them.
    SUMS_UNUSABLE;

    /// The reasons that say that the server's word on changes cannot be trusted, or is missing: a
    /// disk with a parent can be compared instead.
    public static Set<FullReason> ofDistrust() {
        return EnumSet.of(
                NO_CHANGE_ID,
                PARENT_HAS_NO_CHANGE_ID,
                TRACKING_RESET,
                SNAPSHOT_OLDER_THAN_PARENT,
                QUERY_REFUSED,
                QUERY_INCOMPLETE);
    }
}
