package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RateSample;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.Waits;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeHold;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.transfers.RatePoint;
import io.sendense.ui.transfers.VmRow;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRunViewModelTest {
    private static final RunId FIRST = new RunId(1);
    private static final RunId SECOND = new RunId(2);

    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final JobRunViewModel viewModel =
            new JobRunViewModel(bench.link, bench.texts, bench, bench);

    @Test
    void showsRunningWaitingAndRefusedVms() throws Exception {
        engine.refuseBackup(
                "erp-application", Problem.of(ProblemCode.VM_BUSY).with("vm", "erp-application"));
        open();
        assertThat(viewModel.titleProperty().get()).isEqualTo("Production");
        assertThat(viewModel.subtitleProperty().get())
                .isEqualTo("Job run 1  \u00b7  by hand  \u00b7  started 22 Nov 2026, 20:15");
        assertThat(viewModel.rows().vms())
                .extracting(
                        row -> row.labelProperty().get() + " " + row.stateProperty().get().text())
                .containsExactly(
                        "erp-application Failed",
                        "erp-database Running",
                        "fileserver-02 Running",
                        "pgtest1 Waiting");
        assertThat(viewModel.rows().vms().getFirst().resultProperty().get())
                .isEqualTo("The VM erp-application is being backed up already.");
        assertThat(viewModel.progressProperty().get()).startsWith("1 of 4 VMs, 1 of them failed");
        viewModel.open(key(0));
        assertThat(bench.problems).extracting(Problem::code).containsExactly(ProblemCode.VM_BUSY);
        viewModel.open(key(1));
        assertThat(bench.visited).containsExactly("run 1");
        viewModel.open(key(3));
        assertThat(bench.visited).as("it waits").hasSize(1);
    }

    @Test
    void followsBytesAndRateAndTellsTheTimeLeftWhenNothingWaits() throws Exception {
        open();
        VmRow line = viewModel.rows().vms().get(0);
        engine.change(FIRST, run -> FakeRun.transfer(run, 2000, 4 << 20, 1 << 20, 1 << 20));
        bench.tasks.passTime();
        assertThat(line.progressProperty().get().fraction()).isEqualTo(0.25);
        assertThat(line.disks().getFirst().doneProperty().get()).isEqualTo(1 << 20);
        assertThat(viewModel.progressProperty().get())
                .as("two wait, and nobody knows how much they have")
                .isEqualTo("0 of 4 VMs  \u00b7  1 MiB done  \u00b7  1 MiB/s");
        engine.complete(FIRST);
        engine.complete(SECOND);
        engine.change(new RunId(3), run -> FakeRun.transfer(run, 2000, 4 << 20, 1 << 20, 1 << 20));
        engine.change(new RunId(4), run -> FakeRun.transfer(run, 2000, 4 << 20, 1 << 20, 1 << 20));
        bench.tasks.passTime();
        assertThat(viewModel.progressProperty().get()).endsWith("2 MiB/s  \u00b7  3 s left");
        assertThat(viewModel.rows().vms().get(0)).as("the same line").isSameAs(line);
        assertThat(line.progressProperty().get().fraction()).isEqualTo(1);
        engine.tick(90);
        engine.complete(new RunId(3));
        engine.complete(new RunId(4));
        bench.tasks.passTime();
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Completed");
        assertThat(viewModel.endedProperty().get()).isTrue();
        assertThat(viewModel.progressProperty().get())
                .startsWith("4 of 4 VMs have a restore point")
                .endsWith("took 1 min 30 s");
    }

    @Test
    void addsUpTheRatesAndTheWaitsOfItsRuns() throws Exception {
        open();
        engine.rates(FIRST, List.of(sample(1, 100), sample(2, 300)));
        engine.rates(SECOND, List.of(sample(1, 50), sample(2, 50)));
        Waits waits =
                new Waits(
                        Duration.ZERO,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(9),
                        Duration.ZERO,
                        Duration.ZERO);
        engine.change(FIRST, run -> FakeHold.waited(run, waits));
        bench.tasks.passTime();
        bench.tasks.passTime();
        assertThat(viewModel.rates().pointsProperty().get())
                .extracting(RatePoint::bytesPerSecond)
                .containsExactly(150L, 350L);
        assertThat(viewModel.waitsProperty().get()).isEqualTo("Waits mostly for the target");
        assertThat(viewModel.sharesProperty().get()).contains("90");
    }

    private static RateSample sample(int second, long bytesPerSecond) {
        return new RateSample(Duration.ofSeconds(second), 0, bytesPerSecond);
    }

    @Test
    void showsAnEndedOneFromTheCatalog() throws Exception {
        JobId job = job();
        engine.jobs().run(job);
        for (int run = 1; run <= 4; run++) {
            engine.complete(new RunId(run));
        }
        ViewModelBench later = new ViewModelBench(engine);
        JobRunViewModel again = new JobRunViewModel(later.link, later.texts, later, later);
        again.open(1);
        assertThat(again.rows().vms())
                .extracting(row -> row.resultProperty().get())
                .first()
                .isEqualTo("Restore point pt00000000000001");
        assertThat(again.stateProperty().get().text()).isEqualTo("Completed");
    }

    @Test
    void explainsTimesThatWereSkipped() throws Exception {
        JobId job = engine.jobs().add(SampleJobs.nightly("Long")).id();
        JobRunId id =
                engine.jobs().skipped(job, engine.now().minusSeconds(86_400), engine.now(), 2);
        viewModel.open(id.value());
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Skipped");
        assertThat(viewModel.skippedProperty().get()).isTrue();
        assertThat(viewModel.subtitleProperty().get()).contains("was due 21 Nov 2026, 20:15");
        assertThat(viewModel.progressProperty().get())
                .isEqualTo("2 due times were skipped, the last on 22 Nov 2026, 20:15");
        assertThat(viewModel.problemProperty().get())
                .map(ProblemView::code)
                .contains("JOB-TIME-SKIPPED");
        assertThat(viewModel.cancellableProperty().get()).isFalse();
    }

    @Test
    void stops() throws Exception {
        open();
        assertThat(viewModel.cancellableProperty().get()).isTrue();
        viewModel.cancel();
        bench.tasks.passTime();
        assertThat(viewModel.cancellableProperty().get()).isFalse();
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Cancelling");
        engine.change(FIRST, run -> FakeRun.cancelled(run, engine.now()));
        engine.change(SECOND, run -> FakeRun.cancelled(run, engine.now()));
        bench.tasks.passTime();
        assertThat(viewModel.stateProperty().get().text()).isEqualTo("Cancelled");
        assertThat(engine.jobs().runs(1).getFirst().state()).isEqualTo(JobRunState.CANCELLED);
    }

    private String key(int line) {
        return viewModel.rows().vms().get(line).key();
    }

    private JobId job() throws Exception {
        return engine.jobs()
                .add(SampleJobs.nightly("Production", SampleJobs.folder("group-v10", "Production")))
                .id();
    }

    private void open() throws Exception {
        engine.jobs().run(job());
        bench.tasks.passTime();
        viewModel.open(1);
    }
}
