package io.sendense.engine.catalog;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Puts executions of jobs and their VMs together from their rows.
final class JobRunViews {
    private JobRunViews() {}

    /// @param runs selects whole rows of `job_run`, whose order is kept
    static List<JobRunView> assemble(Handle handle, Query runs) {
        List<JobRunView> bare = runs.map((row, _) -> read(row)).list();
        if (bare.isEmpty()) {
            return List.of();
        }
        Map<Long, List<JobRunVm>> vms = new HashMap<>();
        handle.createQuery(
                        "select * from job_run_vm where job_run_id in (<ids>) order by job_run_id, place")
                .bindList("ids", bare.stream().map(run -> run.id().value()).toList())
                .map((row, _) -> Map.entry(row.getLong("job_run_id"), readVm(row)))
                .forEach(vm ->
                        vms.computeIfAbsent(vm.getKey(), _ -> new ArrayList<>())
                                .add(vm.getValue()));
        return bare.stream()
                .map(run -> withVms(run, vms.getOrDefault(run.id().value(), List.of())))
                .toList();
    }

    private static JobRunView withVms(JobRunView run, List<JobRunVm> vms) {
        return new JobRunView(
                run.id(),
                run.job(),
                run.jobName(),
                run.trigger(),
                run.state(),
                run.started(),
                run.ended(),
                vms,
                run.problem());
    }

    private static JobRunView read(ResultSet row) throws SQLException {
        return new JobRunView(
                new JobRunId(row.getLong("id")),
                Values.optionalLong(row, "job_id").map(JobId::new),
                row.getString("job_name"),
                Values.constant(JobTrigger.class, row, "cause"),
                Values.constant(JobRunState.class, row, "state"),
                Values.instant(row, "started"),
                Values.optionalInstant(row, "ended"),
                List.of(),
                Values.problem(row, "problem"));
    }

    private static JobRunVm readVm(ResultSet row) throws SQLException {
        return new JobRunVm(
                row.getString("vcenter_name"),
                row.getString("vm_moref"),
                row.getString("vm_uuid"),
                row.getString("vm_name"),
                Values.constant(JobVmState.class, row, "state"),
                Values.optionalLong(row, "run_id").map(RunId::new),
                Values.problem(row, "problem"));
    }
}
