-- Headless engines near the hosts, reached over SSH. Tokens, passwords and passphrases are in the secret store.
create table node (
    name          varchar not null,
    -- the name without regard to case
    name_key      varchar not null,
    ssh_user      varchar not null,
    ssh_host      varchar not null,
    ssh_port      integer not null,
    login         varchar not null,
    -- the private key's file
    identity_file varchar,
    -- SHA256:... of the host key an operator accepted
    host_key      varchar not null,
    -- of the node's own interface, on its loopback
    rest_port     integer not null,
    added         timestamp(6) with time zone not null,
    constraint node_pk primary key (name),
    constraint node_name_once unique (name_key),
    constraint node_login_known check (login in ('KEY', 'AGENT', 'PASSWORD')),
    constraint node_login_by_key check ((login = 'KEY') = (identity_file is not null)),
    constraint node_ssh_port check (ssh_port between 1 and 65535),
    constraint node_rest_port check (rest_port between 1 and 65535)
);

-- The name stays when the node is removed: it is history here, and a job without its node tells so when it runs.
alter table run add column node_name varchar;
alter table job add column node_name varchar;

alter table event drop constraint event_code_known;
alter table event add constraint event_code_known check (code in
    ('RUN_STARTED', 'PREFLIGHT_PASSED', 'DISK_LEFT_OUT', 'CHANGE_TRACKING_ENABLED', 'SNAPSHOT_REQUESTED',
         'SNAPSHOT_CREATED', 'DISK_PLANNED', 'DISK_EXPORTED', 'DISK_COMPLETED', 'DISK_FAILED', 'DISK_RETRY',
         'POINT_PUBLISHED', 'SNAPSHOT_REMOVED', 'SNAPSHOT_LEFT', 'CANCEL_REQUESTED', 'RUN_COMPLETED',
         'RUN_COMPLETED_WITH_WARNING', 'RUN_FAILED', 'RUN_CANCELLED', 'ORPHAN_SNAPSHOT_REMOVED',
         'ORPHAN_DRAFT_REMOVED', 'PREFLIGHT_CONCERN', 'DISKS_CONSOLIDATED', 'BANDWIDTH_LIMITED', 'BANDWIDTH_UNLIMITED',
         'RETRY_AWAITED', 'RETRY_REQUESTED', 'RETRY_TIME_OVER', 'NODE_CONNECTED', 'NODE_TUNNEL_LOST', 'NODE_TUNNEL_BACK'));
