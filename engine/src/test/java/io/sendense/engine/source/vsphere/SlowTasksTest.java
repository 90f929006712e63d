package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabCaller;
import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tasks that take their time: what is waited for, what is cancelled and what is let go on.
@Timeout(120)
class SlowTasksTest extends LabSource {
    private static final Duration TASK = Duration.ofSeconds(2);
    private static final String CREATE = "CreateSnapshot_Task";

    private ObjectId vm;

    @Override
    LabOptions options() {
        return super.options().withTaskTime(TASK);
    }

    @BeforeEach
    void find() throws Exception {
        vm = idOf(SMALL);
    }

    @AfterEach
    void removeWhatIsLeft() throws Exception {
        lab.faults().clear();
        for (SnapshotNode left : source.snapshots(vm)) {
            source.removeSnapshot(left.id());
        }
    }

    private ObjectId create(String name) throws EngineException, InterruptedException {
        return source.createSnapshot(new SnapshotRequest(vm, name, "by a test", false));
    }

    private interface Work {
        Object run() throws Exception;
    }

    /// Work on a thread that can be interrupted.
    private static final class Worker {
        private final FutureTask<Object> task;
        private final Thread thread;

        Worker(Work work) {
            task = new FutureTask<>(work::run);
            thread = Thread.ofVirtual().start(task);
        }

        void end() throws Exception {
            task.get(30, TimeUnit.SECONDS);
        }

        /// Interrupts, and proves that the work ends so, long before the server's task does.
        void interrupt() throws Exception {
            long before = System.nanoTime();
            thread.interrupt();
            try {
                end();
                throw new AssertionError("it was not interrupted");
            } catch (ExecutionException e) {
                assertThat(e.getCause()).isInstanceOf(InterruptedException.class);
            }
            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .isLessThan(TASK.minusMillis(500));
        }
    }

    private LabCaller.Answer info(String task) throws Exception {
        return new LabCaller(lab).loggedIn().property("Task:" + task, "info");
    }

    /// The id of the task that was started after `rule` saw its call.
    private String running(FaultRule rule) throws Exception {
        for (int i = 0; i < 500 && lab.faults().matched(rule) == 0; i++) {
            Thread.sleep(10);
        }
        for (int i = 0; i < 500; i++) {
            String task = lastTask(vm);
            if (info(task).first("state").equals("running")) {
                return task;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("no task is running");
    }

    private String stateOfEnded(String task) throws Exception {
        for (int i = 0; i < 1000; i++) {
            String state = info(task).first("state");
            if (!state.matches("queued|running")) {
                return state;
            }
            Thread.sleep(20);
        }
        throw new AssertionError(task + " did not end");
    }

    @Test
    void cancelsTheTaskOfASnapshotThatIsNoLongerWanted() throws Exception {
        FaultRule asked = counting(CREATE);
        FaultRule cancels = counting("CancelTask");
        Worker worker = new Worker(() -> create("unwanted"));
        String task = running(asked);
        worker.interrupt();
        assertThat(lab.faults().matched(cancels)).isEqualTo(1);
        assertThat(stateOfEnded(task)).isEqualTo("error");
        assertThat(info(task).text()).contains("xsi:type=\"RequestCanceled\"");
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @Test
    void cancelsTheTaskOfASnapshotThatTakesTooLong() throws Exception {
        FaultRule cancels = counting("CancelTask");
        try (VsphereSource hasty = hasty(Duration.ofMillis(500), Duration.ofHours(1))) {
            EngineException failure =
                    failureOf(() ->
                            hasty.createSnapshot(new SnapshotRequest(vm, "too slow", "", false)));
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.SNAPSHOT_CREATE_FAILED);
            assertThat(failure).hasMessageContaining("still running after 0.5 s");
        }
        assertThat(lab.faults().matched(cancels)).isEqualTo(1);
        assertThat(stateOfEnded(lastTask(vm))).isEqualTo("error");
        assertThat(source.snapshots(vm)).isEmpty();
    }

    private VsphereSource hasty(Duration change, Duration removal) throws EngineException {
        VsphereLimits usual = VsphereLimits.usual().withRetry(RETRY);
        return connect(
                new VsphereLimits(
                        usual.calls(),
                        new VsphereLimits.TaskLimits(change, removal),
                        usual.disks()));
    }

    @Test
    void doesNotCancelATaskThatMayBeSomebodyElses() throws Exception {
        FaultRule lost =
                FaultRule.on(CREATE, new FaultAction.DropConnection(FaultAction.Moment.DONE));
        lab.faults().add(lost);
        FaultRule cancels = counting("CancelTask");
        Worker worker = new Worker(() -> create("answer lost"));
        String task = running(lost);
        Thread.sleep(500); // it is being waited for
        worker.interrupt();
        assertThat(stateOfEnded(task)).isEqualTo("success");
        assertThat(lab.faults().matched(cancels)).isZero();
        assertThat(source.snapshots(vm))
                .extracting(SnapshotNode::name)
                .containsExactly("answer lost");
    }

    @Test
    void aRemovalGoesOnWhoeverWaitsForIt() throws Exception {
        ObjectId first = create("first");
        ObjectId second = create("second");
        FaultRule asked = counting("RemoveSnapshot_Task");
        FaultRule cancels = counting("CancelTask");
        Worker worker =
                new Worker(() -> {
                    source.removeSnapshot(second);
                    return second;
                });
        String task = running(asked);
        worker.interrupt();
        assertThat(stateOfEnded(task)).isEqualTo("success");
        try (VsphereSource hasty = hasty(Duration.ofHours(1), Duration.ofMillis(500))) {
            EngineException failure =
                    failureOf(() -> {
                        hasty.removeSnapshot(first);
                        return first;
                    });
            assertThat(failure.problem().code()).isEqualTo(ProblemCode.SNAPSHOT_REMOVE_FAILED);
            assertThat(failure).hasMessageContaining("still running after 0.5 s");
        }
        assertThat(stateOfEnded(lastTask(vm))).isEqualTo("success");
        assertThat(lab.faults().matched(cancels)).isZero();
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @Test
    void aRemovalWaitsForTheTaskThatIsInItsWay() throws Exception {
        ObjectId snapshot = create("to be removed");
        FaultRule asked = counting(CREATE);
        Worker other = new Worker(() -> create("in the way"));
        FaultRule busy = FaultRule.on("RemoveSnapshot_Task", busyWith(running(asked))).always();
        lab.faults().add(busy);
        Worker removal =
                new Worker(() -> {
                    source.removeSnapshot(snapshot);
                    return snapshot;
                });
        other.end();
        assertThat(lab.faults().matched(busy)).as("requests meanwhile").isBetween(1, 2);
        lab.faults().clear();
        removal.end();
        assertThat(source.snapshots(vm))
                .extracting(SnapshotNode::name)
                .containsExactly("in the way");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CreatePropertyCollector", "WaitForUpdatesEx"})
    void asksAgainAndAgainWhereTheServerCannotWait(String missing) throws Exception {
        SoapFault no = SoapFault.notSupported("not in this version");
        FaultRule rule = FaultRule.on(missing, new FaultAction.AnswerFault(no)).always();
        lab.faults().add(rule);
        long before = System.nanoTime();
        ObjectId snapshot = create("polled");
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(TASK.minusMillis(100), TASK.plusSeconds(4));
        assertThat(lab.faults().matched(rule)).isEqualTo(1);
        assertThat(source.snapshots(vm)).extracting(SnapshotNode::id).containsExactly(snapshot);
    }
}
