package io.sendense.engine.catalog;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.Optional;

/// Due times at which a job still ran, among the rows of `job_run`: one row for all that fell into
/// one execution. Thread-safe; each call is one transaction.
public final class SkippedTimeTable {
    private final Database database;

    SkippedTimeTable(Database database) {
        this.database = database;
    }

    /// The newest row of a job.
    public Optional<JobRunView> newestOf(JobId job) {
        return database.read(handle ->
                JobRunViews.assemble(
                                handle,
                                handle.createQuery(
                                                """
                                                select * from job_run
                                                where job_id = :job and state = :state
                                                order by id desc limit 1
                                                """)
                                        .bind("job", job.value())
                                        .bind("state", JobRunState.SKIPPED.name()))
                        .stream()
                        .findFirst());
    }

    /// Records a first skipped time.
    public JobRunId insert(JobId job, String name, Instant due, Problem why) {
        return database.write(handle ->
                handle.createUpdate(
                                """
                                insert into job_run (job_id, job_name, cause, state, started, ended,
                                    problem)
                                values (:job, :name, 'SCHEDULE', 'SKIPPED', :due, :due, :problem)
                                """)
                        .bind("job", job.value())
                        .bind("name", name)
                        .bind("due", Values.utc(due))
                        .bind("problem", Values.json(Optional.of(why)))
                        .executeAndReturnGeneratedKeys("id")
                        .map((row, _) -> new JobRunId(row.getLong(1)))
                        .one());
    }

    /// Records one more time of a row.
    ///
    /// @param why in place of the reason before
    public void extend(JobRunId id, Instant due, Problem why) {
        database.write(handle ->
                handle.createUpdate(
                                """
                                update job_run set ended = :due, problem = :problem
                                where id = :id and state = 'SKIPPED'
                                """)
                        .bind("id", id.value())
                        .bind("due", Values.utc(due))
                        .bind("problem", Values.json(Optional.of(why)))
                        .execute());
    }
}
