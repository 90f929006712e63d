package io.sendense.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.frame.Occasion;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.transfers.DiskProgress;
import io.sendense.ui.transfers.DiskRow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RunViewModelTest {
    private static final long MIB = 1 << 20;

    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final RunViewModel viewModel =
            new RunViewModel(bench.link, bench.texts, bench, bench, () -> bench.engine.now());
    private RunId run;

    @BeforeEach
    void start() throws Exception {
        run =
                bench.engine.startBackup(
                        new BackupRequest(
                                "vc",
                                new ObjectId("vm-101"),
                                Optional.empty(),
                                BackupOptions.usual()));
        bench.tasks.passTime();
    }

    private List<DiskRow> disks() {
        return viewModel.rows().vms().getFirst().disks();
    }

    @Test
    void showsEachDiskWithItsOwnProgress() {
        viewModel.open(run.value());
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 1000 * MIB, 250 * MIB, 50 * MIB));
        bench.engine.change(run, r -> FakeRun.transfer(r, 2001, 400 * MIB, 100 * MIB, 25 * MIB));
        bench.tasks.passTime();
        DiskRow first = disks().getFirst();
        assertThat(first.labelProperty().get()).isEqualTo("Hard disk 1");
        assertThat(first.capacityProperty().get()).isEqualTo(SampleInventory.PGTEST_DISK_0);
        assertThat(first.plannedProperty().get()).isEqualTo(1000 * MIB);
        assertThat(first.doneProperty().get()).isEqualTo(250 * MIB);
        assertThat(first.progressProperty().get()).isEqualTo(new DiskProgress(0.25, Tone.RUNNING));
        assertThat(first.timeLeftProperty().get()).isEqualTo("15 s");
        assertThat(first.modeProperty().get()).isEqualTo("Full: first restore point");
        assertThat(first.exportProperty().get()).startsWith("nbd+unix:///run-1-disk-2000");
        assertThat(viewModel.fractionProperty().get()).isEqualTo(0.25);
        assertThat(viewModel.progressProperty().get())
                .isEqualTo("350 MiB of 1.37 GiB  ·  75 MiB/s  ·  14 s left");
        assertThat(viewModel.phasesProperty().get())
                .extracting(Phase::progress)
                .containsExactly(
                        Phase.Progress.PAST,
                        Phase.Progress.PAST,
                        Phase.Progress.NOW,
                        Phase.Progress.AHEAD,
                        Phase.Progress.AHEAD);
    }

    @Test
    void keepsTheRowsWhileTheirValuesChange() {
        viewModel.open(run.value());
        List<DiskRow> before = List.copyOf(disks());
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 1000 * MIB, MIB, MIB));
        bench.tasks.passTime();
        assertThat(disks()).containsExactlyElementsOf(before);
    }

    @Test
    void listsEveryEventOnceAndInOrderWhereverItComesFrom() {
        bench.tasks.hold();
        viewModel.open(run.value());
        bench.engine.event(run, EventCode.PREFLIGHT_PASSED, Map.of());
        bench.tasks.passTime();
        bench.tasks.letGo();
        bench.engine.event(run, EventCode.SNAPSHOT_REMOVED, Map.of());
        bench.tasks.passTime();
        assertThat(viewModel.log().lines())
                .extracting(EventLine::number)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void doesNotGoBackToAnOlderStateTheCatalogAnswersLate() {
        bench.tasks.hold();
        viewModel.open(run.value());
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 1000 * MIB, 250 * MIB, 0));
        bench.tasks.passTime();
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 1000 * MIB, 500 * MIB, 0));
        bench.tasks.letGo();
        assertThat(disks().getFirst().doneProperty().get()).isEqualTo(250 * MIB);
        bench.engine.complete(run);
        bench.tasks.passTime();
        bench.engine.change(run, r -> FakeRun.in(r, RunPhase.PREFLIGHT));
        bench.tasks.passTime();
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Completed");
    }

    @Test
    void cancelsOnceAndShowsThatItIsCancelling() {
        viewModel.open(run.value());
        assertThat(viewModel.cancellableProperty().get()).isTrue();
        viewModel.cancel();
        assertThat(viewModel.cancellableProperty().get()).isFalse();
        bench.tasks.passTime();
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Cancelling");
        bench.engine.change(run, r -> FakeRun.cancelled(r, bench.engine.now()));
        bench.tasks.passTime();
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Cancelled");
        assertThat(viewModel.endedProperty().get()).isTrue();
    }

    @Test
    void showsTheSpeedThatIsFeltAndSetsIt() {
        SpeedViewModel speed = viewModel.speed();
        viewModel.open(run.value());
        assertThat(speed.wordsProperty().get()).isEqualTo("No speed limit");
        speed.limitRun(50 * MIB);
        bench.tasks.passTime();
        assertThat(speed.ofRunProperty().get()).isEqualTo(50 * MIB);
        assertThat(speed.wordsProperty().get()).isEqualTo("At most 50 MiB/s");
        speed.limitAll(10 * MIB);
        bench.tasks.passTime();
        assertThat(speed.ofAllProperty().get()).isEqualTo(10 * MIB);
        assertThat(speed.wordsProperty().get()).isEqualTo("At most 10 MiB/s");
        speed.limitAll(0);
        speed.limitRun(0);
        bench.tasks.passTime();
        assertThat(speed.wordsProperty().get()).isEqualTo("No speed limit");
        assertThat(speed.choices(0)).extracting(Speed::text).startsWith("No limit", "1 MiB/s");
        assertThat(speed.choices(7 * MIB)).extracting(Speed::text).contains("7 MiB/s");
    }

    @Test
    void showsWhyARunCannotBeLimited() {
        viewModel.open(run.value());
        bench.engine.complete(run);
        viewModel.speed().limitRun(MIB);
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.RUN_NOT_ACTIVE);
        assertThat(viewModel.speed().ofRunProperty().get()).isZero();
    }

    @Test
    void showsWhyARunCannotBeCancelled() {
        viewModel.open(run.value());
        bench.engine.complete(run);
        viewModel.cancel();
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.RUN_NOT_ACTIVE);
    }

    @Test
    void showsAFailedRunFromTheCatalogWithCodeAndText() {
        bench.engine.change(
                run,
                r ->
                        FakeRun.failed(
                                r,
                                Problem.of(ProblemCode.DISK_READ_FAILED)
                                        .with("cause", "reset by peer"),
                                bench.engine.now()));
        viewModel.open(run.value());
        assertThat(viewModel.stateProperty().get().tone()).isEqualTo(Tone.DANGER);
        assertThat(viewModel.problemProperty().get())
                .get()
                .extracting("code")
                .isEqualTo("DISK-READ-FAILED");
        viewModel.presentProblem();
        assertThat(bench.occasions)
                .containsExactly(
                        new Occasion(
                                bench.engine.now(),
                                Optional.of(new Occasion.Run(run.value(), "pgtest1", "vc"))));
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.DISK_READ_FAILED);
    }

    @Test
    void leavesTheOldRunBehindWhenAnotherIsOpened() throws Exception {
        viewModel.open(run.value());
        RunId other =
                bench.engine.startBackup(
                        new BackupRequest(
                                "vc",
                                new ObjectId("vm-102"),
                                Optional.empty(),
                                BackupOptions.usual()));
        viewModel.open(other.value());
        bench.engine.change(run, r -> FakeRun.in(r, RunPhase.SNAPSHOT));
        bench.tasks.passTime();
        assertThat(viewModel.titleProperty().get()).isEqualTo("erp-database");
        assertThat(disks()).hasSize(1);
        assertThat(viewModel.log().lines()).hasSize(1);
        viewModel.back();
        assertThat(bench.visited).containsExactly("runs");
    }
}
