package io.sendense.ui.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.frame.Occasion;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter("vc");

    @Test
    void showsTheRunsOfEarlierProcessesNewestFirst() {
        engine.past("vm-101", run -> FakeRun.completed(run, "pt1", engine.now().plusSeconds(75)));
        engine.past(
                "vm-102",
                run ->
                        FakeRun.failed(
                                run,
                                Problem.of(ProblemCode.VM_BUSY).with("vm", "erp-database"),
                                engine.now().plusSeconds(2)));
        HistoryViewModel viewModel = viewModel(new ViewModelBench(engine));
        assertThat(viewModel.rows()).extracting(RunRow::number).containsExactly(2L, 1L);
        assertThat(viewModel.rows().getFirst().summary().result())
                .isEqualTo("The VM erp-database is being backed up already.");
        assertThat(viewModel.rows().getLast().summary().result()).isEqualTo("Restore point pt1");
        assertThat(viewModel.rows().getLast().summary().took()).get().hasToString("PT1M15S");
    }

    @Test
    void followsLivingRuns() throws Exception {
        ViewModelBench bench = new ViewModelBench(engine);
        HistoryViewModel viewModel = viewModel(bench);
        RunId run = start();
        bench.tasks.passTime();
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().state().text())
                .containsExactly("Pending");
        engine.change(run, r -> FakeRun.transfer(r, 2000, 100, 25, 5));
        bench.tasks.passTime();
        assertThat(viewModel.rows().getFirst().summary().result())
                .isEqualTo("25\u2009% transferred");
        engine.complete(run);
        bench.tasks.passTime();
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().state().text())
                .containsExactly("Completed");
    }

    @Test
    void aLineStaysTheSameWhileItsRunGoesOnSoThatItStaysSelected() throws Exception {
        ViewModelBench bench = new ViewModelBench(engine);
        HistoryViewModel viewModel = viewModel(bench);
        RunId run = start();
        bench.tasks.passTime();
        RunRow line = viewModel.rows().getFirst();
        engine.change(run, r -> FakeRun.transfer(r, 2000, 100, 25, 5));
        bench.tasks.passTime();
        engine.complete(run);
        viewModel.refresh();
        bench.tasks.passTime();
        assertThat(viewModel.rows()).containsExactly(line);
        assertThat(line.summary().state().text()).isEqualTo("Completed");
    }

    @Test
    void prefersTheFeedToAnOlderAnswerOfTheCatalog() throws Exception {
        ViewModelBench bench = new ViewModelBench(engine);
        HistoryViewModel viewModel = viewModel(bench);
        RunId run = start();
        bench.tasks.hold();
        viewModel.refresh();
        engine.complete(run);
        bench.tasks.passTime();
        engine.change(run, r -> FakeRun.cancelling(r));
        bench.tasks.letGo();
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().state().text())
                .containsExactly("Completed");
    }

    @Test
    void findsByVmVCenterOrResult() {
        engine.past("vm-101", run -> FakeRun.completed(run, "pt1", engine.now()));
        engine.past("vm-102", run -> FakeRun.completed(run, "pt2", engine.now()));
        engine.past(
                "vm-141",
                run -> FakeRun.failed(run, Problem.of(ProblemCode.VM_BUSY), engine.now()));
        HistoryViewModel viewModel = viewModel(new ViewModelBench(engine));
        viewModel.searchProperty().set("ERP");
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().vm())
                .containsExactly("erp-database");
        viewModel.searchProperty().set("pt1");
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().vm())
                .containsExactly("pgtest1");
        viewModel.searchProperty().set("vm-busy");
        assertThat(viewModel.rows())
                .as("by the problem's code")
                .extracting(row -> row.summary().vm())
                .containsExactly("mail-01");
        viewModel.searchProperty().set("");
        assertThat(viewModel.rows()).hasSize(3);
    }

    @Test
    void namesTheJobOfARunAndFindsByIt() throws Exception {
        ViewModelBench bench = new ViewModelBench(engine);
        HistoryViewModel viewModel = viewModel(bench);
        start();
        engine.jobs()
                .add(
                        SampleJobs.definition(
                                "Nightly",
                                new Schedule.Manual(),
                                Selector.of("vc", SelectorKind.VM, "vm-102", "erp-database")));
        engine.jobs().run(new JobId(1));
        bench.tasks.passTime();
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().vm() + " " + row.jobProperty().get())
                .containsExactlyInAnyOrder("erp-database Nightly", "pgtest1 ");
        viewModel.searchProperty().set("nightly");
        assertThat(viewModel.rows()).hasSize(1);
    }

    @Test
    void opensARunAndItsProblem() {
        engine.past(
                "vm-101",
                run -> FakeRun.failed(run, Problem.of(ProblemCode.VM_BUSY), engine.now()));
        ViewModelBench bench = new ViewModelBench(engine);
        HistoryViewModel viewModel = viewModel(bench);
        viewModel.open(viewModel.rows().getFirst());
        viewModel.presentProblem(viewModel.rows().getFirst());
        assertThat(bench.visited).containsExactly("run 1");
        assertThat(bench.problems).extracting(Problem::code).containsExactly(ProblemCode.VM_BUSY);
        assertThat(bench.occasions)
                .containsExactly(
                        new Occasion(
                                engine.now(), Optional.of(new Occasion.Run(1, "pgtest1", "vc"))));
    }

    private RunId start() throws Exception {
        return engine.startBackup(
                new BackupRequest(
                        "vc", new ObjectId("vm-101"), Optional.empty(), BackupOptions.usual()));
    }

    private static HistoryViewModel viewModel(ViewModelBench bench) {
        return new HistoryViewModel(bench.link, bench.texts, bench, bench);
    }
}
