-- What writes the layers of a repository: the engine itself, or a qemu-nbd that it starts.
alter table repository add column target varchar default 'EMBEDDED' not null;
alter table repository add constraint repository_target_known check (target in ('EMBEDDED', 'QEMU_NBD'));

-- Ports of nodes' loopbacks, recorded before a forward is asked for. The owner is an engine's home: what it finds of its
-- own when it starts is left by a dead one.
create table lease (
    node_name varchar not null,
    port      integer not null,
    owner     varchar not null,
    run_id    bigint not null,
    disk_key  integer not null,
    started   timestamp(6) with time zone not null,
    constraint lease_pk primary key (node_name, port),
    constraint lease_run foreign key (run_id) references run (id) on delete cascade,
    constraint lease_port check (port between 10100 and 10200)
);
create index lease_run_ix on lease (run_id);

alter table event drop constraint event_code_known;
alter table event add constraint event_code_known check (code in
    ('RUN_STARTED', 'PREFLIGHT_PASSED', 'DISK_LEFT_OUT', 'CHANGE_TRACKING_ENABLED', 'SNAPSHOT_REQUESTED',
         'SNAPSHOT_CREATED', 'DISK_PLANNED', 'DISK_EXPORTED', 'DISK_COMPLETED', 'DISK_FAILED', 'DISK_RETRY',
         'POINT_PUBLISHED', 'SNAPSHOT_REMOVED', 'SNAPSHOT_LEFT', 'CANCEL_REQUESTED', 'RUN_COMPLETED',
         'RUN_COMPLETED_WITH_WARNING', 'RUN_FAILED', 'RUN_CANCELLED', 'ORPHAN_SNAPSHOT_REMOVED',
         'ORPHAN_DRAFT_REMOVED', 'PREFLIGHT_CONCERN', 'DISKS_CONSOLIDATED', 'BANDWIDTH_LIMITED', 'BANDWIDTH_UNLIMITED',
         'RETRY_AWAITED', 'RETRY_REQUESTED', 'RETRY_TIME_OVER', 'NODE_CONNECTED', 'NODE_TUNNEL_LOST', 'NODE_TUNNEL_BACK',
         'PORT_AWAITED'));
