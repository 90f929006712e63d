-- Disks whose change tracking cannot be trusted are compared with their last restore point.
alter table run_disk drop constraint run_disk_mode_known;
alter table run_disk add constraint run_disk_mode_known check (mode in ('FULL', 'INCREMENTAL', 'COMPARE'));
alter table run_disk drop constraint run_disk_full_reason_known;
alter table run_disk add constraint run_disk_full_reason_known check (full_reason in
    ('REQUESTED', 'FIRST_POINT', 'NO_CHANGE_ID', 'PARENT_HAS_NO_CHANGE_ID', 'TRACKING_RESET', 'RESIZED',
     'QUERY_REFUSED', 'QUERY_INCOMPLETE', 'PARENT_UNUSABLE', 'SUMS_UNUSABLE'));
