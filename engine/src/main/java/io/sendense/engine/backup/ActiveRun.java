package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.transfer.limit.RatePace;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A run with its thread: from recorded to ended, and nothing between that the catalog does not
/// know. Thread-safe.
final class ActiveRun {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveRun.class);

    private final BackupEnvironment environment;
    private final BackupRun flow;
    private final RunTracker tracker;
    private final RatePace pace;
    private final RetryGate retries;
    private final BackupOrder order;
    private final String vmName;
    private final Repository repository;
    private final Instant started;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private RunState state = RunState.PENDING;

    /// A run that was recorded; `start` begins it.
    ActiveRun(
            BackupEnvironment environment,
            BackupRun flow,
            RunTracker tracker,
            RatePace pace,
            RetryGate retries,
            BackupOrder order,
            Repository repository,
            RunView recorded,
            Runnable whenEnded) {
        this.environment = environment;
        this.flow = flow;
        this.tracker = tracker;
        this.pace = pace;
        this.retries = retries;
        this.order = order;
        this.repository = repository;
        this.vmName = recorded.vmName();
        this.started = recorded.started();
        this.thread =
                Thread.ofVirtual()
                        .name("run " + recorded.id())
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

    RunView view() {
        return tracker.view();
    }

    RunTracker tracker() {
        return tracker;
    }

    void await() throws InterruptedException {
        ended.await();
    }

    /// Asks the run to stop.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended
    void cancel() throws EngineException {
        synchronized (lock) {
            if (state == RunState.CANCELLING) {
                return;
            }
            if (state.ended()) {
                throw notActive(tracker.id(), state);
            }
            if (state == RunState.RUNNING) {
                become(RunState.CANCELLING);
            }
            thread.interrupt();
        }
        tracker.event(EventCode.CANCEL_REQUESTED, Events.none());
    }

    /// Sets what it may read in a second, from now on.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended
    void limit(Bandwidth bandwidth) throws EngineException {
        synchronized (lock) {
            if (state.ended() || !environment.catalog().runs().limit(tracker.id(), bandwidth)) {
                throw notActive(tracker.id(), state);
            }
            pace.change(bandwidth.bytesPerSecond());
            tracker.bandwidth(bandwidth);
        }
        tracker.limited(bandwidth);
    }

    /// Has the failed disks read again, if it waits for that.
    ///
    /// @throws EngineException `RUN-NOT-ACTIVE` if it has ended, `RUN-AWAITS-NO-RETRY`
    void retryDisks() throws EngineException {
        synchronized (lock) {
            if (state.ended()) {
                throw notActive(tracker.id(), state);
            }
            if (state != RunState.RUNNING || !retries.ask()) {
                throw Problem.of(ProblemCode.RUN_AWAITS_NO_RETRY)
                        .withCount("run", tracker.id().value())
                        .with("phase", tracker.view().phase().name())
                        .toException();
            }
        }
    }

    static EngineException notActive(RunId run, RunState state) {
        return Problem.of(ProblemCode.RUN_NOT_ACTIVE)
                .withCount("run", run.value())
                .with("state", state.name())
                .toException();
    }

    @GuardedBy("lock")
    private void become(RunState next) {
        if (!environment.catalog().runs().changeState(tracker.id(), state, next)) {
            throw new IllegalStateException(
                    "run " + tracker.id() + " is not " + state + " in the catalog");
        }
        state = next;
        tracker.state(next);
    }

    private void work() {
        try {
            backUp();
        } catch (EngineException | RuntimeException e) {
            // Neither failed nor completed before the catalog says so: the janitor sees to it.
            LOG.error("how run {} went could not be recorded", tracker.id(), e);
        }
    }

    private void begin() throws InterruptedException {
        synchronized (lock) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            become(RunState.RUNNING);
        }
    }

    private void backUp() throws EngineException {
        RestorePoint point;
        try {
            begin();
            tracker.event(EventCode.RUN_STARTED, Events.with("vm", vmName));
            Bandwidth own = tracker.view().bandwidth();
            if (own.limited()) {
                tracker.limited(own);
            }
            point = flow.run();
        } catch (EngineException e) {
            fail(e.problem());
            return;
        } catch (InterruptedException e) {
            fail(Problem.of(ProblemCode.RUN_INTERRUPTED));
            return;
        } catch (RuntimeException | Error e) {
            LOG.error("run {} met a bug", tracker.id(), e);
            fail(Problem.of(ProblemCode.INTERNAL_ERROR).because(e));
            return;
        }
        succeed(point);
    }

    private Duration elapsed() {
        return Duration.between(started, environment.clock().instant());
    }

    private void succeed(RestorePoint point) throws EngineException {
        new PointAdoption(environment.catalog())
                .adoptParents(order.repository(), repository, point);
        List<Problem> warnings = tracker.warnings();
        RunState result = warnings.isEmpty() ? RunState.COMPLETED : RunState.COMPLETED_WITH_WARNING;
        EventCode code =
                warnings.isEmpty() ? EventCode.RUN_COMPLETED : EventCode.RUN_COMPLETED_WITH_WARNING;
        tracker.event(code, Events.none().withTime("time", elapsed()));
        CatalogedPoint rows =
                CatalogedPoint.of(
                        point,
                        order.repository(),
                        repository.root(),
                        order.vcenter(),
                        Optional.of(tracker.id()));
        tracker.rates().end(tracker.view().doneBytes());
        synchronized (lock) {
            boolean recorded =
                    environment
                            .catalog()
                            .points()
                            .recordCompletion(
                                    tracker.id(),
                                    state,
                                    result,
                                    environment.clock().instant(),
                                    warnings,
                                    rows.point(),
                                    rows.disks());
            if (!recorded) {
                throw new IllegalStateException(
                        "run " + tracker.id() + " is not " + state + " in the catalog");
            }
            state = result;
        }
        tracker.ended(recorded());
    }

    /// A run that was asked to stop has been cancelled, whatever its threads threw on the way out.
    private void fail(Problem problem) {
        tracker.rates().end(tracker.view().doneBytes());
        synchronized (lock) {
            boolean cancelled = state != RunState.RUNNING;
            RunState result = cancelled ? RunState.CANCELLED : RunState.FAILED;
            tracker.endOpenDisks(DiskState.CANCELLED);
            tracker.event(
                    cancelled ? EventCode.RUN_CANCELLED : EventCode.RUN_FAILED,
                    cancelled ? Events.none() : Events.with("problem", problem.code().id()));
            environment
                    .catalog()
                    .runs()
                    .end(
                            tracker.id(),
                            state,
                            result,
                            environment.clock().instant(),
                            cancelled ? Optional.empty() : Optional.of(problem),
                            tracker.warnings());
            state = result;
        }
        tracker.ended(recorded());
    }

    private RunView recorded() {
        return environment.catalog().runs().find(tracker.id()).orElseThrow();
    }
}
