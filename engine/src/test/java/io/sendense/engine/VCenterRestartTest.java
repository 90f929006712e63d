package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.vsphere.VsphereLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole runs whose vCenter is started again meanwhile: its connections, sessions and task ids are
/// gone when it is back, VMs and snapshots are not.
@Timeout(180)
class VCenterRestartTest {
    private static final String VM = "Kasse 1";
    private static final String CREATE = "CreateSnapshot_Task";
    private static final int KEY = 16000;
    private static final Duration AWAY = Duration.ofSeconds(4);
    private static final Duration SLOW = Duration.ofSeconds(2);

    @TempDir private Path folder;

    private static void until(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("60 s are over").isLessThan(end);
            Thread.sleep(10);
        }
    }

    private static void slowReads(LabEngine lab) {
        lab.lab
                .faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ofMillis(60)))
                                .always());
    }

    private static void untilReading(LabEngine lab) throws InterruptedException {
        until(() -> lab.lab.traffic().requests().size() > 20);
    }

    private static void isAway(LabEngine lab, Duration time) throws Exception {
        lab.lab.shutDown();
        assertThat(lab.lab.sessionCount()).isZero();
        Thread.sleep(time);
        lab.lab.restore();
    }

    private static void assertWhole(LabEngine lab, RunView run) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(run.warnings()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(lab.vm(VM).snapshots()).isEmpty();
        assertThat(lab.vm(VM).consolidationNeeded()).isFalse();
        try (Repository repository = lab.repository()) {
            assertThat(
                            LabEngine.difference(
                                    LabEngine.point(repository, run), KEY, lab.frozen(VM, KEY)))
                    .isEmpty();
        }
        assertThat(lab.engine.events(run.id(), 0).stream().map(RunEvent::code))
                .containsOnlyOnce(EventCode.SNAPSHOT_CREATED, EventCode.SNAPSHOT_REMOVED)
                .doesNotContain(EventCode.SNAPSHOT_LEFT);
    }

    @Test
    void whileDisksAreReadTheRunGoesOnWhereItWas() throws Exception {
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(40))) {
            FaultRule created = lab.counting(CREATE);
            FaultRule logins = lab.counting("Login");
            slowReads(lab);
            RunId id = lab.begin(VM);
            untilReading(lab);
            int before = lab.lab.traffic().requests().size();
            isAway(lab, AWAY);
            RunView run = lab.engine.awaitRun(id);
            assertWhole(lab, run);
            assertThat(lab.lab.faults().matched(created)).isEqualTo(1);
            assertThat(lab.lab.faults().matched(logins)).isGreaterThan(1);
            assertThat(lab.lab.traffic().requests().size()).isGreaterThan(before + 20);
            // the second run trusts what the first recorded
            lab.lab.faults().clear();
            RunView next = lab.backup(VM);
            assertThat(next.disks().getFirst().mode()).contains(ReadMode.INCREMENTAL);
            assertWhole(lab, next);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ReconfigVM_Task", CREATE, "RemoveSnapshot_Task"})
    void whileATaskRunsItsWorkIsFoundAndNotDoneTwice(String operation) throws Exception {
        try (LabEngine lab =
                LabEngine.start(folder, options -> options.withGuestSteps(0).withTaskTime(SLOW))) {
            FaultRule asked = lab.counting(operation);
            FaultRule created = operation.equals(CREATE) ? asked : lab.counting(CREATE);
            RunId id = lab.begin(VM);
            until(() -> lab.lab.faults().matched(asked) > 0);
            Thread.sleep(SLOW.toMillis() / 4);
            isAway(lab, SLOW.dividedBy(4));
            RunView run = lab.engine.awaitRun(id);
            assertWhole(lab, run);
            assertThat(lab.lab.faults().matched(created)).isEqualTo(1);
        }
    }

    @Test
    void anOutageThatIsTooLongEndsTheRunAndTheSnapshotGoesLater() throws Exception {
        Duration limit = Duration.ofSeconds(2);
        try (LabEngine lab =
                LabEngine.start(
                        folder,
                        options -> options.withGuestSteps(0),
                        new VsphereConnector(VsphereLimits.usual().withRetry(limit)))) {
            FaultRule created = lab.counting(CREATE);
            slowReads(lab);
            RunId id = lab.begin(VM);
            untilReading(lab);
            lab.lab.shutDown();
            RunView run = lab.engine.awaitRun(id);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            Problem problem = run.problem().orElseThrow();
            assertThat(problem.code()).isEqualTo(ProblemCode.DISK_READ_FAILED);
            assertThat(problem.toException())
                    .hasMessageContaining("No byte came for 2.0 s (attempts: ")
                    .hasMessageContaining("-flat.vmdk from byte ")
                    .hasMessageContaining(" bytes) were left.");
            assertThat(run.warnings())
                    .extracting(Problem::code)
                    .containsExactly(ProblemCode.SNAPSHOT_REMOVE_FAILED);
            assertThat(lab.engine.points()).isEmpty();

            lab.lab.faults().clear();
            lab.lab.restore();
            assertThat(lab.vm(VM).snapshots()).hasSize(1);
            until(() -> snapshotIsGone(lab));
            until(() -> hasEvent(lab, id, EventCode.ORPHAN_SNAPSHOT_REMOVED));
            assertThat(lab.lab.faults().matched(created)).isLessThan(2);
            assertWhole(lab, lab.backup(VM));
        }
    }

    @Test
    void aSnapshotThatAppearsTooLateIsRemovedAllTheSame() throws Exception {
        Duration limit = Duration.ofSeconds(1);
        try (LabEngine lab =
                LabEngine.start(
                        folder,
                        options -> options.withGuestSteps(0),
                        new VsphereConnector(VsphereLimits.usual().withRetry(limit)))) {
            lab.backup(VM); // tracks changes from now on
            lab.lab.taskTime(Duration.ofSeconds(8));
            FaultRule created = lab.counting(CREATE);
            RunId id = lab.begin(VM);
            until(() -> lab.lab.faults().matched(created) > 0);
            isAway(lab, Duration.ofMillis(500));
            RunView run = lab.engine.awaitRun(id);
            assertThat(run.state()).isEqualTo(RunState.FAILED);
            assertThat(run.problem().orElseThrow().code())
                    .isEqualTo(ProblemCode.SNAPSHOT_OUTCOME_UNKNOWN);
            assertThat(lab.vm(VM).snapshots()).isEmpty();
            until(() -> !snapshotIsGone(lab));
            until(() -> snapshotIsGone(lab));
            until(() -> hasEvent(lab, id, EventCode.ORPHAN_SNAPSHOT_REMOVED));
            assertThat(lab.lab.faults().matched(created)).isEqualTo(1);
        }
    }

    private static boolean snapshotIsGone(LabEngine lab) {
        try {
            return lab.vm(VM).snapshots().isEmpty();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static boolean hasEvent(LabEngine lab, RunId run, EventCode code) {
        try {
            return lab.engine.events(run, 0).stream().anyMatch(event -> event.code() == code);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
