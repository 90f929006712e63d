-- What all runs together may take of network, hosts and storage: one row, none until somebody has chosen.
create table transfer_limits (
    id integer primary key,
    bytes_per_second bigint not null,
    host_requests integer not null,
    host_bytes bigint not null,
    datastore_requests integer not null,
    datastore_bytes bigint not null,
    constraint transfer_limits_once check (id = 1),
    constraint transfer_limits_rate check (bytes_per_second >= 0),
    constraint transfer_limits_over_zero check (host_requests > 0 and host_bytes > 0
        and datastore_requests > 0 and datastore_bytes > 0)
);

-- Bytes per second that a run may read; 0 for no limit of its own.
alter table run add column bytes_per_second bigint default 0 not null;
alter table run add constraint run_rate check (bytes_per_second >= 0);

alter table event drop constraint event_code_known;
alter table event add constraint event_code_known check (code in
    ('RUN_STARTED', 'PREFLIGHT_PASSED', 'DISK_LEFT_OUT', 'CHANGE_TRACKING_ENABLED', 'SNAPSHOT_REQUESTED',
         'SNAPSHOT_CREATED', 'DISK_PLANNED', 'DISK_EXPORTED', 'DISK_COMPLETED', 'DISK_FAILED', 'DISK_RETRY',
         'POINT_PUBLISHED', 'SNAPSHOT_REMOVED', 'SNAPSHOT_LEFT', 'CANCEL_REQUESTED', 'RUN_COMPLETED',
         'RUN_COMPLETED_WITH_WARNING', 'RUN_FAILED', 'RUN_CANCELLED', 'ORPHAN_SNAPSHOT_REMOVED',
         'ORPHAN_DRAFT_REMOVED', 'PREFLIGHT_CONCERN', 'DISKS_CONSOLIDATED', 'BANDWIDTH_LIMITED', 'BANDWIDTH_UNLIMITED'));
