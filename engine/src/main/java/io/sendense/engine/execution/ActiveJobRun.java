package io.sendense.engine.execution;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.BackupOrder;
import io.sendense.engine.catalog.CatalogException;
import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.job.JobOutcome;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.ResolvedSelection;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.ObjectId;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One execution of a job with its threads: finds the VMs, backs up so many of them at a time, and
/// ends when each has ended. Thread-safe.
final class ActiveJobRun {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveJobRun.class);

    private final JobEnvironment environment;
    private final JobRow job;
    private final JobRunRecord record;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final Object lock = new Object();

    /// Whether the thread may be interrupted: it looks for VMs.
    @GuardedBy("lock")
    private boolean searching = true;

    @GuardedBy("lock")
    private boolean cancelled;

    /// An execution that was recorded; `start` begins it.
    ActiveJobRun(JobEnvironment environment, JobRow job, JobRunView recorded, Runnable whenEnded) {
        this.environment = environment;
        this.job = job;
        this.record = new JobRunRecord(environment, recorded);
        this.thread =
                Thread.ofVirtual()
                        .name("job run " + recorded.id())
                        .unstarted(() -> {
                            try {
                                work();
                            } finally {
                                whenEnded.run();
                                ended.countDown();
                            }
                        });
    }

    void start() {
        thread.start();
    }

    JobRunView view() {
        return record.view();
    }

    void await() throws InterruptedException {
        ended.await();
    }

    private void work() {
        try {
            record.told();
            ResolvedSelection found = search();
            List<JobRunVm> vms = JobRunVms.of(found);
            if (vms.isEmpty()) {
                throw Problem.of(ProblemCode.JOB_SELECTS_NOTHING)
                        .with("job", job.definition().name())
                        .toException();
            }
            JobRunVms.learned(job, found, environment.catalog().jobs());
            record.vms(vms);
            backUpAll();
            record.end(outcome(), null);
        } catch (InterruptedException e) {
            record.end(JobRunState.CANCELLED, null);
        } catch (EngineException e) {
            record.end(JobRunState.FAILED, e.problem());
        } catch (CatalogException e) {
            record.end(JobRunState.FAILED, e.problem());
        } catch (RuntimeException e) {
            LOG.error("job run {} failed", record.view().id(), e);
            record.end(JobRunState.FAILED, Problem.of(ProblemCode.INTERNAL_ERROR).because(e));
        }
    }

    private ResolvedSelection search() throws InterruptedException {
        try {
            return new SelectionSearch(environment.sources()).find(job.definition().selection());
        } finally {
            synchronized (lock) {
                searching = false;
                if (cancelled && Thread.interrupted()) {
                    LOG.debug("cancelled when the search was over");
                }
            }
        }
    }

    private JobRunState outcome() {
        List<JobVmState> states = record.view().vms().stream().map(JobRunVm::state).toList();
        return JobOutcome.of(states, isCancelled());
    }

    private boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    private void backUpAll() throws InterruptedException {
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < job.definition().atOnce(); i++) {
            workers.add(
                    Thread.ofVirtual()
                            .name(thread.getName() + " #" + (i + 1))
                            .start(this::backUpOneAfterTheOther));
        }
        for (Thread worker : workers) {
            worker.join();
        }
    }

    private void backUpOneAfterTheOther() {
        for (OptionalInt next = record.take(); next.isPresent(); next = record.take()) {
            int place = next.getAsInt();
            try {
                backUp(place);
            } catch (InterruptedException e) {
                // Nobody interrupts this thread.
                record.failed(place, defect(e));
            } catch (EngineException e) {
                record.failed(place, e.problem());
            } catch (CatalogException e) {
                record.failed(place, e.problem());
            } catch (RuntimeException e) {
                LOG.error("VM {} of job run {}", place, record.view().id(), e);
                record.failed(place, defect(e));
            }
        }
    }

    private static Problem defect(Exception e) {
        return Problem.of(ProblemCode.INTERNAL_ERROR).because(e);
    }

    private void backUp(int place) throws EngineException, InterruptedException {
        JobRunVm vm = record.view().vms().get(place);
        RunId run =
                environment
                        .runner()
                        .start(
                                new BackupOrder(
                                        vm.vcenter(),
                                        new ObjectId(vm.vmId()),
                                        environment
                                                .repositories()
                                                .resolve(job.definition().repository()),
                                        job.definition().options()));
        record.runs(place, run);
        if (isCancelled()) {
            cancel(run);
        }
        RunView end = environment.runner().await(run);
        record.ended(place, end);
    }

    /// Asks the execution to stop; VMs that wait are not begun. Repeatable.
    ///
    /// @throws EngineException `JOB-RUN-NOT-ACTIVE` if it has ended
    void cancel() throws EngineException {
        synchronized (lock) {
            JobRunView now = record.view();
            if (now.state().ended()) {
                throw notActive(now);
            }
            if (cancelled) {
                return;
            }
            cancelled = true;
            if (searching) {
                thread.interrupt();
            }
        }
        record.cancelling();
        record.view().vms().stream()
                .filter(vm -> vm.state() == JobVmState.RUNNING)
                .flatMap(vm -> vm.run().stream())
                .forEach(this::cancel);
    }

    private void cancel(RunId run) {
        try {
            environment.runner().cancel(run);
        } catch (EngineException e) {
            LOG.debug("run {} has ended by itself", run, e);
        }
    }

    static EngineException notActive(JobRunView run) {
        return Problem.of(ProblemCode.JOB_RUN_NOT_ACTIVE)
                .withCount("run", run.id().value())
                .with("state", run.state().name())
                .toException();
    }
}
