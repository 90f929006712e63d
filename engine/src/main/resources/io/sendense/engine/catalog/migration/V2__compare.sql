-- Disks whose change tracking cannot be trusted are compared with their last restore point.
alter table run_disk drop constraint run_disk_mode_known;
alter table run_disk add constraint run_disk_mode_known check (mode in ('FULL', 'INCREMENTAL', 'COMPARE'));
alter table run_disk drop constraint run_disk_full_reason_known;
alter table run_disk add constraint run_disk_full_reason_known check (full_reason in
    ('REQUESTED', 'FIRST_POINT', 'NO_CHANGE_ID', 'PARENT_HAS_NO_CHANGE_ID', 'TRACKING_RESET', 'RESIZED',
     'QUERY_REFUSED', 'QUERY_INCOMPLETE', 'PARENT_UNUSABLE', 'SUMS_UNUSABLE'));

-- Concerns of the preflight and consolidation are told in the run's record.
alter table event drop constraint event_code_known;
alter table event add constraint event_code_known check (code in
    ('RUN_STARTED', 'PREFLIGHT_PASSED', 'DISK_LEFT_OUT', 'CHANGE_TRACKING_ENABLED', 'SNAPSHOT_REQUESTED',
         'SNAPSHOT_CREATED', 'DISK_PLANNED', 'DISK_EXPORTED', 'DISK_COMPLETED', 'DISK_FAILED', 'DISK_RETRY',
         'POINT_PUBLISHED', 'SNAPSHOT_REMOVED', 'SNAPSHOT_LEFT', 'CANCEL_REQUESTED', 'RUN_COMPLETED',
         'RUN_COMPLETED_WITH_WARNING', 'RUN_FAILED', 'RUN_CANCELLED', 'ORPHAN_SNAPSHOT_REMOVED',
         'ORPHAN_DRAFT_REMOVED', 'PREFLIGHT_CONCERN', 'DISKS_CONSOLIDATED'));
