-- A due time at which a job still ran is told as an execution of its own, which has no VMs.
alter table job_run drop constraint job_run_state_known;
alter table job_run add constraint job_run_state_known check (state in
    ('RUNNING', 'CANCELLING', 'COMPLETED', 'COMPLETED_WITH_WARNING', 'FAILED', 'CANCELLED', 'SKIPPED'));
alter table job_run add constraint job_run_skipped_for_a_reason check (state <> 'SKIPPED' or problem is not null);
