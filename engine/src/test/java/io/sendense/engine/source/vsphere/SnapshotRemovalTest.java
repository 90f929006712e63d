package io.sendense.engine.source.vsphere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.soap.SoapFault;
import io.sendense.engine.lab.soap.Structure;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.SnapshotRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What may come in the way when a snapshot is removed.
@Timeout(120)
class SnapshotRemovalTest extends LabSource {
    private static final String REMOVE = "RemoveSnapshot_Task";

    private ObjectId vm;
    private ObjectId snapshot;

    @BeforeEach
    void take() throws Exception {
        vm = idOf(SMALL);
        snapshot = source.createSnapshot(new SnapshotRequest(vm, "to be removed", "", false));
    }

    @AfterEach
    void removeWhatIsLeft() throws Exception {
        lab.faults().clear();
        for (SnapshotNode left : source.snapshots(vm)) {
            source.removeSnapshot(left.id());
        }
    }

    private static FaultAction answer(String fault) {
        return new FaultAction.AnswerFault(fault(fault));
    }

    private static FaultAction failTask(String fault) {
        return new FaultAction.FailTask(fault(fault));
    }

    private static SoapFault fault(String type) {
        return new SoapFault(Structure.of(type), "the lab was told to fail");
    }

    private static FaultRule rule(FaultAction action) {
        return FaultRule.on(REMOVE, action);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void waitsWhileAnotherTaskIsInProgress(boolean inTheAnswer) throws Exception {
        FaultAction busy = inTheAnswer ? answer("TaskInProgress") : failTask("TaskInProgress");
        FaultRule rule = rule(busy).times(3);
        lab.faults().add(rule);
        source.removeSnapshot(snapshot);
        assertThat(lab.faults().matched(rule)).isEqualTo(4);
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void givesUpOnAVmThatStaysBusy(boolean namesATask) throws Exception {
        FaultRule rule =
                rule(namesATask ? busyWith(lastTask(vm)) : answer("TaskInProgress")).always();
        lab.faults().add(rule);
        long before = System.nanoTime();
        EngineException failure = failureOf(() -> remove(snapshot));
        assertThat(Duration.ofNanos(System.nanoTime() - before))
                .isBetween(RETRY, RETRY.plusSeconds(20));
        assertThat(failure.problem().code()).isEqualTo(ProblemCode.SNAPSHOT_REMOVE_FAILED);
        assertThat(failure)
                .hasMessageContaining(snapshot.value())
                .hasMessageContaining(vm.value())
                .hasMessageContaining("TaskInProgress");
        assertThat(lab.faults().matched(rule)).as("requests").isBetween(3, 40);
        assertThat(source.snapshots(vm)).extracting(SnapshotNode::id).containsExactly(snapshot);
    }

    @ParameterizedTest
    @CsvSource({
        "SnapshotFault, SNAPSHOT_REMOVE_FAILED",
        "InvalidState, SNAPSHOT_REMOVE_FAILED",
        "NoSuchFaultInThisVersion, SNAPSHOT_REMOVE_FAILED",
        "NoPermission, VCENTER_PRIVILEGE_MISSING"
    })
    void reportsARefusalAndAsksNoSecondTime(String fault, ProblemCode expected) throws Exception {
        for (FaultAction action : new FaultAction[] {answer(fault), failTask(fault)}) {
            FaultRule rule = rule(action).always();
            lab.faults().add(rule);
            EngineException failure = failureOf(() -> remove(snapshot));
            assertThat(failure.problem().code()).isEqualTo(expected);
            assertThat(failure).hasMessageContaining(snapshot.value());
            assertThat(lab.faults().matched(rule)).isEqualTo(1);
            lab.faults().clear();
            assertThat(source.snapshots(vm)).extracting(SnapshotNode::id).containsExactly(snapshot);
        }
    }

    @Test
    void aSnapshotThatIsGoneIsNoError() throws Exception {
        source.removeSnapshot(snapshot);
        assertThatCode(() -> source.removeSnapshot(snapshot)).doesNotThrowAnyException();
        assertThatCode(() -> source.removeSnapshot(new ObjectId("snapshot-4711")))
                .doesNotThrowAnyException();
    }

    @Test
    void aSnapshotThatSomebodyElseRemovesMeanwhileIsNoError() throws Exception {
        CompletableFuture<?>[] removals = new CompletableFuture<?>[4];
        for (int i = 0; i < removals.length; i++) {
            removals[i] =
                    CompletableFuture.runAsync(() -> {
                        try {
                            source.removeSnapshot(snapshot);
                        } catch (EngineException | InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    });
        }
        CompletableFuture.allOf(removals).get(30, TimeUnit.SECONDS);
        assertThat(source.snapshots(vm)).isEmpty();
    }

    @Test
    void notFoundIsAnErrorWhileTheSnapshotIsThere() throws Exception {
        lab.faults().add(rule(failTask("ManagedObjectNotFound")));
        assertThat(codeOf(() -> remove(snapshot))).isEqualTo(ProblemCode.SNAPSHOT_REMOVE_FAILED);
        assertThat(source.snapshots(vm)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UNDONE", "DONE"})
    void aLostAnswerIsAskedForAgain(FaultAction.Moment moment) throws Exception {
        FaultRule rule = rule(new FaultAction.DropConnection(moment));
        lab.faults().add(rule);
        source.removeSnapshot(snapshot);
        assertThat(lab.faults().matched(rule)).isEqualTo(2);
        assertThat(source.snapshots(vm)).isEmpty();
    }

    private Object remove(ObjectId which) throws EngineException, InterruptedException {
        source.removeSnapshot(which);
        return which;
    }
}
