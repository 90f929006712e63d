package io.sendense.engine.catalog;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One row per execution of a job, and one per VM of it. Thread-safe; each call is one transaction.
///
/// The database itself refuses a second living execution of a job.
public final class JobRunTable {
    private static final String SELECT = "select * from job_run ";

    private final Database database;

    JobRunTable(Database database) {
        this.database = database;
    }

    /// Records an execution as `RUNNING`, without VMs.
    ///
    /// @return absent if the job has a living one; nothing is changed then
    public Optional<JobRunId> insert(JobId job, String name, JobTrigger cause, Instant started) {
        AtomicReference<JobRunId> inserted = new AtomicReference<>();
        boolean done =
                database.insertUnlessTaken(handle -> {
                    inserted.set(
                            handle.createUpdate(
                                            """
                                            insert into job_run (job_id, job_name, living_job_id,
                                                cause, state, started)
                                            values (:job, :name, :job, :cause, 'RUNNING', :started)
                                            """)
                                    .bind("job", job.value())
                                    .bind("name", name)
                                    .bind("cause", cause.name())
                                    .bind("started", Values.utc(started))
                                    .executeAndReturnGeneratedKeys("id")
                                    .map((row, _) -> new JobRunId(row.getLong(1)))
                                    .one());
                    return 1;
                });
        return done ? Optional.of(inserted.get()) : Optional.empty();
    }

    /// Records the VMs of an execution, once.
    public void insertVms(JobRunId id, List<JobRunVm> vms) {
        database.write(handle -> {
            for (int place = 0; place < vms.size(); place++) {
                JobRunVm vm = vms.get(place);
                handle.createUpdate(
                                """
                                insert into job_run_vm (job_run_id, place, vcenter_name, vm_moref,
                                    vm_uuid, vm_name, state, run_id, problem)
                                values (:id, :place, :vcenter, :moref, :uuid, :name, :state, :run,
                                    :problem)
                                """)
                        .bind("id", id.value())
                        .bind("place", place)
                        .bind("vcenter", vm.vcenter())
                        .bind("moref", vm.vmId())
                        .bind("uuid", vm.vmUuid())
                        .bind("name", vm.vmName())
                        .bind("state", vm.state().name())
                        .bind("run", vm.run().map(run -> run.value()).orElse(null))
                        .bind("problem", Values.json(vm.problem()))
                        .execute();
            }
            return vms.size();
        });
    }

    /// Records how far one VM is.
    ///
    /// @param place of the VM in the list that was inserted
    public void change(JobRunId id, int place, JobRunVm vm) {
        database.write(handle ->
                handle.createUpdate(
                                """
                                update job_run_vm set state = :state, run_id = :run,
                                    problem = :problem
                                where job_run_id = :id and place = :place
                                """)
                        .bind("id", id.value())
                        .bind("place", place)
                        .bind("state", vm.state().name())
                        .bind("run", vm.run().map(run -> run.value()).orElse(null))
                        .bind("problem", Values.json(vm.problem()))
                        .execute());
    }

    /// Records that an execution was asked to stop. Without effect once it has ended.
    public void cancelling(JobRunId id) {
        database.write(handle ->
                handle.createUpdate(
                                "update job_run set state = 'CANCELLING' where id = :id and state = 'RUNNING'")
                        .bind("id", id.value())
                        .execute());
    }

    /// Ends an execution.
    ///
    /// @return false if it has ended already; nothing is changed then
    public boolean end(JobRunId id, JobRunState state, Instant ended, Optional<Problem> problem) {
        if (!state.ended()) {
            throw new IllegalArgumentException(state + " is no end of an execution");
        }
        return database.write(handle ->
                handle.createUpdate(
                                        """
                                        update job_run set state = :state, ended = :ended,
                                            problem = :problem, living_job_id = null
                                        where id = :id and living_job_id is not null
                                        """)
                                .bind("id", id.value())
                                .bind("state", state.name())
                                .bind("ended", Values.utc(ended))
                                .bind("problem", Values.json(problem))
                                .execute()
                        == 1);
    }

    /// The newest executions first, with their VMs.
    public List<JobRunView> newest(int atMost) {
        return database.read(handle ->
                JobRunViews.assemble(
                        handle,
                        handle.createQuery(SELECT + "order by id desc limit :n")
                                .bind("n", atMost)));
    }

    /// The newest execution of each job that has had one; skipped times are none.
    public List<JobRunView> newestOfEach() {
        return database.read(handle ->
                JobRunViews.assemble(
                        handle,
                        handle.createQuery(
                                SELECT
                                        + """
                                        where id in
                                            (select max(id) from job_run
                                                where job_id is not null and state <> 'SKIPPED'
                                                group by job_id)
                                        """)));
    }

    /// The newest execution of a job; skipped times are none.
    public Optional<JobRunView> newestOf(JobId job) {
        return database.read(handle ->
                JobRunViews.assemble(
                                handle,
                                handle.createQuery(
                                                SELECT
                                                        + "where job_id = :job and state <> 'SKIPPED' order by id desc limit 1")
                                        .bind("job", job.value()))
                        .stream()
                        .findFirst());
    }

    public Optional<JobRunView> find(JobRunId id) {
        return database.read(handle ->
                JobRunViews.assemble(
                                handle,
                                handle.createQuery(SELECT + "where id = :id")
                                        .bind("id", id.value()))
                        .stream()
                        .findFirst());
    }

    /// Executions that have not ended, oldest first. At start these are what a dead engine left.
    public List<JobRunView> living() {
        return database.read(handle ->
                JobRunViews.assemble(
                        handle,
                        handle.createQuery(
                                SELECT + "where living_job_id is not null order by id")));
    }

    /// Whether the schedule has started a job at this time or later.
    public boolean hasBegun(JobId job, Instant due) {
        return database.read(handle ->
                handle.createQuery(
                                        """
                                        select count(*) from job_run
                                        where job_id = :job and cause = 'SCHEDULE' and started >= :due
                                            and state <> 'SKIPPED'
                                        """)
                                .bind("job", job.value())
                                .bind("due", Values.utc(due))
                                .mapTo(Long.class)
                                .one()
                        > 0);
    }
}
