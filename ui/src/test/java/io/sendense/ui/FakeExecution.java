package io.sendense.ui;

import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

/// How an execution of a fake job looks at its stations. Pure functions from view to view.
public final class FakeExecution {
    private FakeExecution() {}

    static JobRunView begun(JobRunId id, JobView job, List<SelectedVm> vms, Instant now) {
        return new JobRunView(
                id,
                Optional.of(job.id()),
                job.definition().name(),
                JobTrigger.OPERATOR,
                JobRunState.RUNNING,
                now,
                Optional.empty(),
                vms.stream().map(FakeExecution::waiting).toList(),
                Optional.empty());
    }

    private static JobRunVm waiting(SelectedVm vm) {
        return new JobRunVm(
                vm.vcenter(),
                vm.vm().id().value(),
                vm.vm().instanceUuid(),
                vm.vm().name(),
                JobVmState.WAITING,
                Optional.empty(),
                Optional.empty());
    }

    /// The VM that begins next, if one may.
    static Optional<JobRunVm> next(JobRunView execution, int atOnce) {
        long running =
                execution.vms().stream().filter(vm -> vm.state() == JobVmState.RUNNING).count();
        return execution.vms().stream()
                .filter(vm -> vm.state() == JobVmState.WAITING && running < atOnce)
                .findFirst();
    }

    static JobRunView followed(JobRunView execution, RunView run) {
        JobVmState state =
                switch (run.state()) {
                    case PENDING, RUNNING, CANCELLING -> JobVmState.RUNNING;
                    case COMPLETED -> JobVmState.COMPLETED;
                    case COMPLETED_WITH_WARNING -> JobVmState.COMPLETED_WITH_WARNING;
                    case FAILED -> JobVmState.FAILED;
                    case CANCELLED -> JobVmState.CANCELLED;
                };
        JobRunVm vm =
                execution.vms().stream()
                        .filter(each -> each.run().equals(Optional.of(run.id())))
                        .findFirst()
                        .orElseThrow();
        return with(execution, vm, state, vm.run(), run.problem());
    }

    static JobRunView with(
            JobRunView execution,
            JobRunVm vm,
            JobVmState state,
            Optional<RunId> run,
            Optional<Problem> problem) {
        JobRunVm changed =
                new JobRunVm(
                        vm.vcenter(), vm.vmId(), vm.vmUuid(), vm.vmName(), state, run, problem);
        return with(
                execution,
                execution.state(),
                execution.ended(),
                execution.vms().stream()
                        .map(each -> each.vmId().equals(vm.vmId()) ? changed : each)
                        .toList());
    }

    static JobRunView cancelling(JobRunView execution) {
        return with(
                execution,
                JobRunState.CANCELLING,
                Optional.empty(),
                execution.vms().stream()
                        .map(vm ->
                                vm.state() == JobVmState.WAITING
                                        ? new JobRunVm(
                                                vm.vcenter(),
                                                vm.vmId(),
                                                vm.vmUuid(),
                                                vm.vmName(),
                                                JobVmState.CANCELLED,
                                                Optional.empty(),
                                                Optional.empty())
                                        : vm)
                        .toList());
    }

    /// Ended where all its VMs are through.
    static JobRunView settled(JobRunView execution, Instant now) {
        if (!execution.vms().stream().allMatch(vm -> vm.state().ended())) {
            return execution;
        }
        JobRunState state =
                has(execution, JobVmState.CANCELLED)
                        ? JobRunState.CANCELLED
                        : has(execution, JobVmState.FAILED)
                                ? JobRunState.FAILED
                                : has(execution, JobVmState.COMPLETED_WITH_WARNING)
                                        ? JobRunState.COMPLETED_WITH_WARNING
                                        : JobRunState.COMPLETED;
        return with(execution, state, Optional.of(now), execution.vms());
    }

    private static boolean has(JobRunView execution, JobVmState state) {
        return execution.vms().stream().anyMatch(vm -> vm.state() == state);
    }

    private static JobRunView with(
            JobRunView execution, JobRunState state, Optional<Instant> ended, List<JobRunVm> vms) {
        return new JobRunView(
                execution.id(),
                execution.job(),
                execution.jobName(),
                execution.trigger(),
                state,
                execution.started(),
                ended,
                vms,
                execution.problem());
    }

    /// The next time of day of a schedule; days of the week do not count here.
    static Optional<Instant> next(Schedule schedule, Instant now) {
        LocalTime at =
                switch (schedule) {
                    case Schedule.Manual _ -> null;
                    case Schedule.Daily daily -> daily.at();
                    case Schedule.Weekly weekly -> weekly.at();
                    case Schedule.Cron _ -> LocalTime.of(3, 30);
                };
        if (at == null) {
            return Optional.empty();
        }
        ZonedDateTime local = now.atZone(ZoneOffset.UTC);
        ZonedDateTime today = local.with(at);
        return Optional.of((today.isAfter(local) ? today : today.plusDays(1)).toInstant());
    }
}
