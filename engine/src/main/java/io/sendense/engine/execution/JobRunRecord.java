package io.sendense.engine.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is known of a living execution: kept here, written to the catalog, told to the listener.
/// Thread-safe.
///
/// Where the catalog cannot be written the execution goes on: its runs are recorded by themselves,
/// and the next start of the engine ends its rows.
final class JobRunRecord {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunRecord.class);

    private final JobEnvironment environment;
    private final JobRunView begun;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final List<JobRunVm> vms = new ArrayList<>();

    @GuardedBy("lock")
    private JobRunState state = JobRunState.RUNNING;

    @GuardedBy("lock")
    private @Nullable Instant ended;

    @GuardedBy("lock")
    private @Nullable Problem problem;

    JobRunRecord(JobEnvironment environment, JobRunView begun) {
        this.environment = environment;
        this.begun = begun;
    }

    JobRunView view() {
        synchronized (lock) {
            return new JobRunView(
                    begun.id(),
                    begun.job(),
                    begun.jobName(),
                    begun.trigger(),
                    state,
                    begun.started(),
                    Optional.ofNullable(ended),
                    vms,
                    Optional.ofNullable(problem));
        }
    }

    /// Tells the listener how it is.
    void told() {
        synchronized (lock) {
            environment.listener().jobRunChanged(view());
        }
    }

    /// The VMs are known.
    void vms(List<JobRunVm> found) {
        synchronized (lock) {
            environment.catalog().jobRuns().insertVms(begun.id(), found);
            vms.addAll(found);
            if (state == JobRunState.CANCELLING) {
                leaveTheRest();
            }
            told();
        }
    }

    /// Takes the first VM that waits; it is running from now on.
    ///
    /// @return its place; nothing when none waits
    OptionalInt take() {
        synchronized (lock) {
            for (int place = 0; place < vms.size(); place++) {
                JobRunVm vm = vms.get(place);
                if (vm.state() == JobVmState.WAITING) {
                    change(place, with(vm, JobVmState.RUNNING, Optional.empty(), Optional.empty()));
                    return OptionalInt.of(place);
                }
            }
            return OptionalInt.empty();
        }
    }

    /// A VM's run was started.
    void runs(int place, RunId run) {
        synchronized (lock) {
            JobRunVm vm = vms.get(place);
            change(place, with(vm, JobVmState.RUNNING, Optional.of(run), Optional.empty()));
        }
    }

    /// A VM's run has ended.
    void ended(int place, RunView run) {
        synchronized (lock) {
            change(place, with(vms.get(place), state(run), Optional.of(run.id()), run.problem()));
        }
    }

    /// What a run's end makes of its VM.
    static JobVmState state(RunView run) {
        return switch (run.state()) {
            case COMPLETED -> JobVmState.COMPLETED;
            case COMPLETED_WITH_WARNING -> JobVmState.COMPLETED_WITH_WARNING;
            case FAILED -> JobVmState.FAILED;
            case CANCELLED -> JobVmState.CANCELLED;
            case PENDING, RUNNING, CANCELLING -> JobVmState.RUNNING;
        };
    }

    /// A VM has no restore point, and here is why.
    void failed(int place, Problem why) {
        synchronized (lock) {
            JobRunVm vm = vms.get(place);
            change(place, with(vm, JobVmState.FAILED, vm.run(), Optional.of(why)));
        }
    }

    static JobRunVm with(
            JobRunVm vm, JobVmState state, Optional<RunId> run, Optional<Problem> problem) {
        return new JobRunVm(vm.vcenter(), vm.vmId(), vm.vmUuid(), vm.vmName(), state, run, problem);
    }

    @GuardedBy("lock")
    private void change(int place, JobRunVm vm) {
        vms.set(place, vm);
        kept(() -> environment.catalog().jobRuns().change(begun.id(), place, vm));
        told();
    }

    /// It was asked to stop: what waits is not begun.
    void cancelling() {
        synchronized (lock) {
            if (state != JobRunState.RUNNING) {
                return;
            }
            state = JobRunState.CANCELLING;
            kept(() -> environment.catalog().jobRuns().cancelling(begun.id()));
            leaveTheRest();
            told();
        }
    }

    @GuardedBy("lock")
    private void leaveTheRest() {
        for (int place = 0; place < vms.size(); place++) {
            JobRunVm vm = vms.get(place);
            if (vm.state() == JobVmState.WAITING) {
                change(place, with(vm, JobVmState.CANCELLED, Optional.empty(), Optional.empty()));
            }
        }
    }

    /// It is over.
    void end(JobRunState end, @Nullable Problem why) {
        synchronized (lock) {
            state = end;
            // As the catalog will show it.
            ended = environment.clock().instant().truncatedTo(ChronoUnit.MICROS);
            problem = why;
            Instant at = ended;
            kept(() ->
                    environment
                            .catalog()
                            .jobRuns()
                            .end(begun.id(), end, at, Optional.ofNullable(why)));
            told();
        }
    }

    private void kept(Runnable write) {
        try {
            write.run();
        } catch (CatalogException e) {
            LOG.warn("job run {} cannot be recorded now", begun.id(), e);
        }
    }
}
