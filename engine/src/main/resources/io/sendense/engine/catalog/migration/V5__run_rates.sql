-- How far a run was at some moments, few enough to be drawn: milliseconds since its start.
create table run_rate (
    run_id     bigint not null,
    at_millis  bigint not null,
    done_bytes bigint not null,
    constraint run_rate_pk primary key (run_id, at_millis),
    constraint run_rate_run foreign key (run_id) references run (id) on delete cascade,
    constraint run_rate_sizes check (at_millis >= 0 and done_bytes >= 0)
);

-- Where the time of a disk's move has gone, in nanoseconds of all its pieces together.
alter table run_disk add column source_nanos bigint default 0 not null;
alter table run_disk add column network_nanos bigint default 0 not null;
alter table run_disk add column target_nanos bigint default 0 not null;
alter table run_disk add column limit_nanos bigint default 0 not null;
alter table run_disk add column rest_nanos bigint default 0 not null;

-- Failed disks may be read again while the snapshot is held.
alter table event drop constraint event_code_known;
alter table event add constraint event_code_known check (code in
    ('RUN_STARTED', 'PREFLIGHT_PASSED', 'DISK_LEFT_OUT', 'CHANGE_TRACKING_ENABLED', 'SNAPSHOT_REQUESTED',
         'SNAPSHOT_CREATED', 'DISK_PLANNED', 'DISK_EXPORTED', 'DISK_COMPLETED', 'DISK_FAILED', 'DISK_RETRY',
         'POINT_PUBLISHED', 'SNAPSHOT_REMOVED', 'SNAPSHOT_LEFT', 'CANCEL_REQUESTED', 'RUN_COMPLETED',
         'RUN_COMPLETED_WITH_WARNING', 'RUN_FAILED', 'RUN_CANCELLED', 'ORPHAN_SNAPSHOT_REMOVED',
         'ORPHAN_DRAFT_REMOVED', 'PREFLIGHT_CONCERN', 'DISKS_CONSOLIDATED', 'BANDWIDTH_LIMITED', 'BANDWIDTH_UNLIMITED',
         'RETRY_AWAITED', 'RETRY_REQUESTED', 'RETRY_TIME_OVER'));
