package io.sendense.engine.run;

/// What a run reports as it goes; the text stands in `events.properties` beside this class, keyed
/// by name.
public enum EventCode {
    RUN_STARTED,
    PREFLIGHT_CONCERN,
    PREFLIGHT_PASSED,
    DISK_LEFT_OUT,
    CHANGE_TRACKING_ENABLED,
    SNAPSHOT_REQUESTED,
    SNAPSHOT_CREATED,
    DISK_PLANNED,
    DISK_EXPORTED,
    DISK_COMPLETED,
    DISK_FAILED,
    DISK_RETRY,
    POINT_PUBLISHED,
    SNAPSHOT_REMOVED,
    DISKS_CONSOLIDATED,
    SNAPSHOT_LEFT,
    CANCEL_REQUESTED,
    RUN_COMPLETED,
    RUN_COMPLETED_WITH_WARNING,
    RUN_FAILED,
    RUN_CANCELLED,
    ORPHAN_SNAPSHOT_REMOVED,
    ORPHAN_DRAFT_REMOVED
}
