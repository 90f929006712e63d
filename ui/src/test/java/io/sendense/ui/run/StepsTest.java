package io.sendense.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.run.Phase.Progress;
import io.sendense.ui.shared.Messages;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StepsTest {
    private static final Instant START = Instant.parse("2026-11-22T20:15:00Z");

    private final Steps steps = new Steps(Messages.load(Language.ENGLISH));
    private final RunView pending =
            FakeRun.pending(
                    new RunId(1),
                    "vc",
                    SampleInventory.vm(new ObjectId("vm-101")).orElseThrow(),
                    START);

    @Test
    void aLivingRunShowsItsOwnPhase() {
        assertThat(progress(FakeRun.in(pending, RunPhase.SNAPSHOT)))
                .containsExactly(
                        Progress.PAST,
                        Progress.NOW,
                        Progress.AHEAD,
                        Progress.AHEAD,
                        Progress.AHEAD);
    }

    @Test
    void aCompletedRunHasDoneAllSteps() {
        assertThat(progress(FakeRun.completed(pending, "pt1", START)))
                .containsOnly(Progress.PAST)
                .hasSize(5);
    }

    @Test
    void aRunThatFailedBeforeItsChecksWereThroughFailedInThem() {
        assertThat(progress(failed(pending), EventCode.RUN_STARTED))
                .startsWith(Progress.FAILED, Progress.AHEAD);
    }

    @Test
    void aRunThatGotNoSnapshotFailedThere() {
        assertThat(progress(failed(pending), EventCode.RUN_STARTED, EventCode.PREFLIGHT_PASSED))
                .containsExactly(
                        Progress.PAST,
                        Progress.FAILED,
                        Progress.AHEAD,
                        Progress.AHEAD,
                        Progress.AHEAD);
    }

    @Test
    void aRunThatFailedInItsTransferHasItsSnapshotRemovedAllTheSame() {
        assertThat(
                        progress(
                                failed(FakeRun.transfer(pending, 2000, 100, 10, 1)),
                                EventCode.PREFLIGHT_PASSED,
                                EventCode.SNAPSHOT_CREATED,
                                EventCode.SNAPSHOT_REMOVED))
                .containsExactly(
                        Progress.PAST,
                        Progress.PAST,
                        Progress.FAILED,
                        Progress.AHEAD,
                        Progress.PAST);
    }

    @Test
    void aRunWhoseDisksAreAllThereFailedInPublishing() {
        assertThat(progress(failed(FakeRun.incremental(pending))).get(3))
                .isEqualTo(Progress.FAILED);
    }

    @Test
    void aRunThatFailedAfterPublishingFailedInItsCleanUp() {
        assertThat(
                        progress(
                                failed(FakeRun.incremental(pending)),
                                EventCode.SNAPSHOT_CREATED,
                                EventCode.POINT_PUBLISHED))
                .endsWith(Progress.PAST, Progress.FAILED);
    }

    @Test
    void aCancelledRunShowsWhereItWasStopped() {
        RunView run = FakeRun.cancelled(FakeRun.transfer(pending, 2000, 100, 10, 1), START);
        assertThat(progress(run, EventCode.SNAPSHOT_CREATED))
                .containsExactly(
                        Progress.PAST,
                        Progress.PAST,
                        Progress.STOPPED,
                        Progress.AHEAD,
                        Progress.AHEAD);
    }

    private static RunView failed(RunView run) {
        return FakeRun.failed(run, Problem.of(ProblemCode.VM_BUSY), START);
    }

    private List<Progress> progress(RunView run, EventCode... happened) {
        return steps.of(run, Set.of(happened)).stream().map(Phase::progress).toList();
    }
}
