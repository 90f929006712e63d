-- A VM that had an older snapshot when its last restore point was made may have been reverted to it since.
alter table run_disk drop constraint run_disk_full_reason_known;
alter table run_disk add constraint run_disk_full_reason_known check (full_reason in
    ('REQUESTED', 'FIRST_POINT', 'NO_CHANGE_ID', 'PARENT_HAS_NO_CHANGE_ID', 'TRACKING_RESET',
     'SNAPSHOT_OLDER_THAN_PARENT', 'RESIZED', 'QUERY_REFUSED', 'QUERY_INCOMPLETE', 'PARENT_UNUSABLE',
     'SUMS_UNUSABLE'));
