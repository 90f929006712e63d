package io.sendense.engine.source.change;

/// Why a disk is read in full although it might have been read incrementally.
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
    /// The disk's capacity differs from the parent's.
    RESIZED,
    /// The change query was answered with a fault.
    QUERY_REFUSED,
    /// The answered windows do not add up to the capacity.
    QUERY_INCOMPLETE,
    /// The parent layer in the repository is missing or damaged.
    PARENT_UNUSABLE
}
