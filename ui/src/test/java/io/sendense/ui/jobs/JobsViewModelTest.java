package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.Selection;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.frame.Question;
import io.sendense.ui.shared.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobsViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<JobDraft> edited = new ArrayList<>();

    @Test
    void saysWhatAJobHoldsWhenItRunsAndWhatCameOfIt() throws Exception {
        SampleJobs.define(engine);
        JobsViewModel viewModel = viewModel();
        assertThat(viewModel.rows())
                .extracting(row -> row.summary().name().first())
                .containsExactly(
                        "Databases",
                        "Mail before updates",
                        "Production without databases",
                        "Shop",
                        "Test machines");
        JobSummary production = row(viewModel, "Production without databases").summary();
        assertThat(production.name().second()).isEqualTo("folder Production, without 1");
        assertThat(production.schedule().first()).isEqualTo("Mon, Thu at 02:00");
        assertThat(production.schedule().second()).isEqualTo("to default");
        assertThat(production.next().first()).isEqualTo("in 6 h");
        assertThat(production.next().second()).isEqualTo("tomorrow, 02:00");
        JobSummary shop = row(viewModel, "Shop").summary();
        assertThat(shop.result().badge().text()).isEqualTo("Failed");
        assertThat(shop.result().words()).isEqualTo("today, 18:15  \u00b7  4 min 23 s");
        assertThat(shop.marks()).hasSize(14);
        assertThat(shop.marks()).extracting(JobMark::tone).startsWith(Tone.SUCCESS, Tone.WARNING);
        assertThat(shop.marks().getLast().words()).isEqualTo("Failed, today, 18:15");
        assertThat(row(viewModel, "Test machines").summary().next().first()).isEqualTo("Disabled");
    }

    @Test
    void tellsOfTimesThatWereSkippedBesideTheExecutionThatStillRuns() throws Exception {
        JobId job = nightly();
        engine.jobs().run(job);
        engine.jobs().skipped(job, engine.now(), engine.now(), 2);
        JobsViewModel viewModel = viewModel();
        JobSummary summary = viewModel.rows().getFirst().summary();
        assertThat(summary.result().badge().text()).isEqualTo("Running");
        assertThat(summary.result().words()).isEqualTo("0 of 3 VMs  \u00b7  2 times skipped");
        assertThat(summary.marks().getLast().words()).startsWith("Skipped, today");
        assertThat(summary.living()).isTrue();
        viewModel.openLast(viewModel.rows().getFirst());
        assertThat(bench.visited).containsExactly("job run 1");
    }

    @Test
    void showsHowFarARunningJobIs() throws Exception {
        JobId job = nightly();
        JobsViewModel viewModel = viewModel();
        JobRow row = viewModel.rows().getFirst();
        assertThat(row.summary().result().words()).isEqualTo("Has not run yet");
        viewModel.run(row);
        bench.tasks.passTime();
        assertThat(row.state().text()).isEqualTo("Running");
        assertThat(row.summary().result().words()).isEqualTo("0 of 3 VMs");
        engine.change(new RunId(1), run -> FakeRun.transfer(run, 2000, 100, 50, 5));
        bench.tasks.passTime();
        assertThat(row.summary().result().fraction()).get().isEqualTo(0.5 / 3);
        engine.complete(new RunId(1));
        bench.tasks.passTime();
        assertThat(row.summary().result().words()).isEqualTo("1 of 3 VMs");
        assertThat(engine.requests()).as("the third began when one had ended").hasSize(3);
        engine.complete(new RunId(2));
        engine.complete(new RunId(3));
        bench.tasks.passTime();
        assertThat(viewModel.rows()).as("the same line").containsExactly(row);
        assertThat(row.state().text()).isEqualTo("Completed");
        assertThat(engine.jobs().job(job).lastRun()).isPresent();
    }

    @Test
    void refusesToRunWhatRunsAlready() throws Exception {
        nightly();
        JobsViewModel viewModel = viewModel();
        viewModel.run(viewModel.rows().getFirst());
        viewModel.run(viewModel.rows().getFirst());
        assertThat(bench.problems).extracting(Problem::code).containsExactly(ProblemCode.JOB_BUSY);
    }

    @Test
    void opensTheRunOfARunningJobAndTheEditorOfAnother() throws Exception {
        nightly();
        JobsViewModel viewModel = viewModel();
        JobRow row = viewModel.rows().getFirst();
        viewModel.openLast(row);
        assertThat(bench.visited).as("there is none yet").isEmpty();
        viewModel.open(row);
        assertThat(edited).extracting(JobDraft::changes).containsExactly(Optional.of(new JobId(1)));
        viewModel.run(row);
        bench.tasks.passTime();
        viewModel.open(row);
        assertThat(bench.visited).containsExactly("job run 1");
    }

    @Test
    void clonesUnderAnotherName() throws Exception {
        nightly();
        JobsViewModel viewModel = viewModel();
        viewModel.copy(viewModel.rows().getFirst());
        JobDraft draft = edited.getFirst();
        assertThat(draft.changes()).isEmpty();
        assertThat(draft.definition().name()).isEqualTo("Copy of Nightly");
        assertThat(draft.definition().selection())
                .isEqualTo(engine.jobs().job(new JobId(1)).definition().selection());
    }

    @Test
    void switchesOffAndOn() throws Exception {
        nightly();
        JobsViewModel viewModel = viewModel();
        JobRow row = viewModel.rows().getFirst();
        viewModel.enable(row, false);
        bench.tasks.passTime();
        assertThat(row.summary().enabled()).isFalse();
        assertThat(engine.jobs().job(new JobId(1)).enabled()).isFalse();
        viewModel.enable(row, true);
        bench.tasks.passTime();
        assertThat(row.summary().enabled()).isTrue();
    }

    @Test
    void removesOnlyWhatIsConfirmedAndSaysWhatStays() throws Exception {
        nightly();
        engine.jobs().past(new JobId(1), JobRunState.COMPLETED, engine.now(), List.of());
        JobsViewModel viewModel = viewModel();
        bench.confirm(false);
        viewModel.remove(viewModel.rows().getFirst());
        bench.tasks.passTime();
        assertThat(viewModel.rows()).hasSize(1);
        bench.confirm(true);
        viewModel.remove(viewModel.rows().getFirst());
        bench.tasks.passTime();
        assertThat(viewModel.rows()).isEmpty();
        assertThat(bench.questions)
                .extracting(Question::text)
                .first()
                .isEqualTo(
                        "What it is defined to back up and its schedule (Daily at 22:00) will be"
                                + " gone. Its runs stay in the history, and all restore points"
                                + " stay.");
    }

    @Test
    void revealsAJobAlsoOneThatWasRevealedBefore() throws Exception {
        SampleJobs.define(engine);
        JobsViewModel viewModel = viewModel();
        List<String> revealed = new ArrayList<>();
        viewModel
                .revealedProperty()
                .subscribe(row ->
                        row.map(each -> each.summary().name().first()).ifPresent(revealed::add));
        viewModel.reveal(3);
        viewModel.reveal(3);
        viewModel.reveal(99);
        assertThat(revealed).containsExactly("Shop", "Shop");
    }

    @Test
    void growsOldWithoutNews() throws Exception {
        nightly();
        JobsViewModel viewModel = viewModel();
        assertThat(viewModel.rows().getFirst().summary().next().first()).isEqualTo("in 2 h");
        engine.tick(3600);
        bench.tasks.passTime();
        assertThat(viewModel.rows().getFirst().summary().next().first()).isEqualTo("in 45 min");
    }

    @Test
    void countsManyVms() throws Exception {
        engine.jobs()
                .add(
                        SampleJobs.nightly(
                                "Many",
                                SampleJobs.vm("vm-101", "a"),
                                SampleJobs.vm("vm-102", "b"),
                                SampleJobs.vm("vm-103", "c"),
                                SampleJobs.folder("group-v12", "Test")));
        assertThat(viewModel().rows().getFirst().summary().name().second())
                .isEqualTo("3 VMs, folder Test");
    }

    @Test
    void saysWhatTheEngineRefuses() throws Exception {
        JobDefinition job = SampleJobs.nightly("Nightly");
        engine.jobs().add(job);
        JobsViewModel viewModel = viewModel();
        JobRow row = viewModel.rows().getFirst();
        engine.jobs().blind(Problem.of(ProblemCode.VCENTER_UNREACHABLE));
        viewModel.run(row);
        assertThat(bench.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.VCENTER_UNREACHABLE);
        assertThat(job.selection()).isEqualTo(new Selection(List.of(), List.of()));
    }

    private JobId nightly() throws Exception {
        return engine.jobs()
                .add(
                        SampleJobs.nightly(
                                "Nightly",
                                SampleJobs.folder("group-v11", "Databases"),
                                SampleJobs.vm("vm-141", "mail-01")))
                .id();
    }

    private static JobRow row(JobsViewModel viewModel, String name) {
        return viewModel.rows().stream()
                .filter(row -> row.summary().name().first().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JobsViewModel viewModel() {
        bench.link.jobs().refresh();
        return new JobsViewModel(
                bench.link,
                bench.texts,
                engine::now,
                new JobsViewModel.Actions(edited::add, bench, bench.asker(), bench));
    }
}
