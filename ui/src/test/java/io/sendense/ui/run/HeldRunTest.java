package io.sendense.ui.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.Waits;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeHold;
import io.sendense.ui.FakeRun;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Tone;
import io.sendense.ui.transfers.DiskProgress;
import io.sendense.ui.transfers.RatePoint;
import io.sendense.ui.transfers.TransferRows;
import io.sendense.ui.transfers.VmRow;
import io.sendense.ui.transfers.VmTransfer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A run that waits for a retry, what runs have waited for, and their rates.
class HeldRunTest {
    private static final long MIB = 1 << 20;
    private static final Problem WHY =
            Problem.of(ProblemCode.DISK_READ_FAILED)
                    .with("label", "Hard disk 2")
                    .with("cause", "connection reset by peer");

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
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 1000 * MIB, 250 * MIB, 50 * MIB));
        bench.engine.change(run, r -> FakeRun.transfer(r, 2001, 400 * MIB, 100 * MIB, 25 * MIB));
        viewModel.open(run.value());
        bench.tasks.passTime();
    }

    private void hold() {
        bench.engine.change(
                run, r -> FakeHold.held(r, 2001, WHY, bench.engine.now().plusSeconds(581)));
        bench.tasks.passTime();
    }

    @Test
    void saysHowLongItWaitsAndForWhat() {
        assertThat(viewModel.hold().heldProperty().get()).isFalse();
        hold();
        assertThat(viewModel.hold().heldProperty().get()).isTrue();
        assertThat(viewModel.hold().wordsProperty().get())
                .isEqualTo(
                        "Hard disk 2: failed. The snapshot is held for 9 min 41 s more, for"
                                + " another attempt at the same moment.");
        assertThat(viewModel.stateProperty().get().tone()).isEqualTo(Tone.WARNING);
        assertThat(viewModel.phasesProperty().get().get(2).progress())
                .isEqualTo(Phase.Progress.HELD);
        assertThat(viewModel.problemProperty().get().orElseThrow().code())
                .isEqualTo("DISK-READ-FAILED");
        assertThat(viewModel.cancellableProperty().get()).isTrue();
    }

    @Test
    void asksOnceForARetryAndGoesOn() {
        hold();
        assertThat(viewModel.hold().retryableProperty().get()).isTrue();
        bench.tasks.hold();
        viewModel.hold().retry();
        viewModel.hold().retry();
        assertThat(viewModel.hold().retryableProperty().get()).isFalse();
        bench.tasks.letGo();
        bench.tasks.passTime();
        assertThat(bench.engine.retried()).containsExactly(run);
        assertThat(viewModel.hold().heldProperty().get()).isFalse();
        assertThat(viewModel.problemProperty().get()).isEmpty();
        assertThat(viewModel.rows().vms().getFirst().disks().getLast().doneProperty().get())
                .as("nobody has planned it anew yet")
                .isNegative();
        hold();
        assertThat(viewModel.hold().retryableProperty().get()).as("another failure").isTrue();
    }

    @Test
    void aRefusedRetryCanBeAskedForAgain() {
        hold();
        bench.tasks.hold();
        viewModel.hold().retry();
        bench.engine.change(run, FakeHold::retried);
        bench.tasks.letGo();
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.RUN_AWAITS_NO_RETRY);
    }

    @Test
    void saysWhatItWaitsForWithTheShares() {
        assertThat(viewModel.waitsProperty().get()).isEmpty();
        Waits waits =
                new Waits(
                        Duration.ofSeconds(71),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(12),
                        Duration.ZERO,
                        Duration.ofSeconds(8));
        bench.engine.change(run, r -> FakeHold.waited(r, waits));
        bench.tasks.passTime();
        assertThat(viewModel.waitsProperty().get()).isEqualTo("Waits mostly for the source");
        assertThat(viewModel.sharesProperty().get()).startsWith("Waits mostly for the source: 71");
    }

    @Test
    void showsTheRatesAsTheyComeAndOfTheShownRunOnly() {
        assertThat(viewModel.rates().pointsProperty().get()).isEmpty();
        bench.engine.rates(run, List.of(new RateSample(Duration.ofSeconds(1), MIB, MIB)));
        bench.engine.change(run, r -> FakeRun.transfer(r, 2000, 1000 * MIB, 251 * MIB, MIB));
        bench.tasks.passTime();
        bench.tasks.passTime();
        assertThat(viewModel.rates().pointsProperty().get())
                .containsExactly(new RatePoint(1000, MIB, MIB));
        RunId other =
                bench.engine.past("vm-102", r -> FakeRun.completed(r, "pt", bench.engine.now()));
        viewModel.open(other.value());
        bench.tasks.passTime();
        assertThat(viewModel.rates().pointsProperty().get()).isEmpty();
    }

    @Test
    void theVmsLineSumsUpItsDisks() {
        VmRow vm = viewModel.rows().vms().getFirst();
        assertThat(vm.labelProperty().get()).isEqualTo("pgtest1");
        assertThat(vm.plannedProperty().get()).isEqualTo(1400 * MIB);
        assertThat(vm.doneProperty().get()).isEqualTo(350 * MIB);
        assertThat(vm.skippedProperty().get())
                .isEqualTo(vm.disks().stream().mapToLong(d -> d.skippedProperty().get()).sum())
                .isPositive();
        assertThat(vm.rateProperty().get()).isEqualTo(75 * MIB);
        assertThat(vm.timeLeftProperty().get()).isEqualTo("14 s");
        assertThat(vm.transportProperty().get()).isEqualTo("folder");
        assertThat(vm.progressProperty().get()).isEqualTo(new DiskProgress(0.25, Tone.RUNNING));
        assertThat(vm.disks()).hasSize(2);
    }

    @Test
    void severalRunsHaveALineEach() throws Exception {
        TransferRows rows = new TransferRows(bench.texts);
        RunId other =
                bench.engine.past("vm-102", r -> FakeRun.completed(r, "pt", bench.engine.now()));
        rows.show(List.of(transfer(run), transfer(other)));
        List<VmRow> before = List.copyOf(rows.vms());
        assertThat(before)
                .extracting(row -> row.labelProperty().get())
                .containsExactly("pgtest1", "erp-database");
        rows.show(List.of(transfer(other), transfer(run)));
        assertThat(rows.vms()).containsExactlyElementsOf(before);
        rows.show(List.of(transfer(other)));
        assertThat(rows.vms()).containsExactly(before.getLast());
    }

    private VmTransfer transfer(RunId id) throws Exception {
        return VmTransfer.of(bench.engine.run(id), bench.texts);
    }
}
