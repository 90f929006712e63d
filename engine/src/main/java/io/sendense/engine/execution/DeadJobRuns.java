package io.sendense.engine.execution;

import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.job.JobOutcome;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends the executions that the catalog has as living and that nobody works on: their engine died,
/// or the catalog could not be written when they ended.
///
/// A VM's run tells how it ended; a VM without one, and one whose run nobody can judge yet, has
/// failed.
final class DeadJobRuns {
    private static final Logger LOG = LoggerFactory.getLogger(DeadJobRuns.class);

    private final JobEnvironment environment;

    DeadJobRuns(JobEnvironment environment) {
        this.environment = environment;
    }

    /// Ends each that there is.
    ///
    /// @param living whether somebody works on it
    void settle(Predicate<JobRunView> living) {
        for (JobRunView run : environment.catalog().jobRuns().living()) {
            if (living.test(run)) {
                continue;
            }
            try {
                settle(run);
            } catch (CatalogException e) {
                LOG.warn("job run {} cannot be ended now", run.id(), e);
            }
        }
    }

    private void settle(JobRunView run) {
        boolean cancelled = run.state() == JobRunState.CANCELLING;
        Problem died = Problem.of(ProblemCode.RUN_INTERRUPTED);
        List<JobVmState> states = new ArrayList<>();
        for (int place = 0; place < run.vms().size(); place++) {
            JobRunVm vm = run.vms().get(place);
            if (!vm.state().ended()) {
                vm = settled(vm, cancelled, died);
                environment.catalog().jobRuns().change(run.id(), place, vm);
            }
            states.add(vm.state());
        }
        JobRunState whole = cancelled ? JobRunState.CANCELLED : JobRunState.FAILED;
        boolean begun = !states.isEmpty();
        boolean ended =
                environment
                        .catalog()
                        .jobRuns()
                        .end(
                                run.id(),
                                begun ? JobOutcome.of(states, cancelled) : whole,
                                environment.clock().instant(),
                                begun || cancelled ? Optional.empty() : Optional.of(died));
        if (ended) {
            LOG.info("ended job run {} of {}, which had died", run.id(), run.jobName());
            environment
                    .catalog()
                    .jobRuns()
                    .find(run.id())
                    .ifPresent(environment.listener()::jobRunChanged);
        }
    }

    private JobRunVm settled(JobRunVm vm, boolean cancelled, Problem died) {
        Optional<RunView> run =
                vm.run()
                        .flatMap(id -> environment.catalog().runs().find(id))
                        .filter(each -> each.state().ended());
        if (run.isPresent()) {
            return JobRunRecord.with(
                    vm, JobRunRecord.state(run.get()), vm.run(), run.get().problem());
        }
        return vm.state() == JobVmState.WAITING && cancelled
                ? JobRunRecord.with(vm, JobVmState.CANCELLED, vm.run(), Optional.empty())
                : JobRunRecord.with(vm, JobVmState.FAILED, vm.run(), Optional.of(died));
    }
}
