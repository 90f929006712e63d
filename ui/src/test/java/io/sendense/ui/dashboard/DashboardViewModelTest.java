package io.sendense.ui.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sendense.engine.RepositoryView;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.SamplePoints;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.shared.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DashboardViewModelTest {
    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final ViewModelBench bench = new ViewModelBench(engine);
    private final List<String> led = new ArrayList<>();

    @Test
    void beginsWithTheFirstVCenter() {
        ViewModelBench empty = new ViewModelBench(new FakeEngine());
        DashboardViewModel viewModel = viewModel(empty);
        assertThat(viewModel.blankProperty().get()).isEqualTo(DashboardViewModel.Blank.READING);
        empty.link.vcenters().refresh();
        assertThat(viewModel.blankProperty().get()).isEqualTo(DashboardViewModel.Blank.FIRST_START);
        viewModel.addVCenter();
        assertThat(led).containsExactly("add");
    }

    @Test
    void countsWhatEndedInTheLastDay() throws Exception {
        engine.past("vm-101", run -> FakeRun.completed(run, "pt1", engine.now()));
        engine.past(
                "vm-102",
                run -> FakeRun.completed(run, "pt2", engine.now().minus(Duration.ofHours(25))));
        engine.past("vm-103", run -> FakeRun.cancelled(run, engine.now()));
        engine.past(
                "vm-104",
                run -> FakeRun.failed(run, Problem.of(ProblemCode.VM_BUSY), engine.now()));
        engine.refuseBackup("mail-01", Problem.of(ProblemCode.VM_BUSY).with("vm", "mail-01"));
        engine.jobs().add(SampleJobs.nightly("Mail", SampleJobs.vm("vm-141", "mail-01")));
        engine.jobs().run(new JobId(1));
        DashboardViewModel viewModel = shown();
        assertThat(viewModel.resultsProperty().get())
                .as("what could not be started has failed too")
                .isEqualTo(new DayResults(1, 0, 2));
    }

    @Test
    void whatEndsWhileThePageIsMadeIsShownNext() {
        DashboardViewModel viewModel = shown();
        bench.tasks.hold();
        engine.complete(engine.past("vm-101", run -> run), "pt1");
        bench.tasks.passTime();
        bench.tasks.passTime();
        engine.complete(engine.past("vm-102", run -> run), "pt2");
        bench.tasks.passTime();
        bench.tasks.passTime();
        assertThat(viewModel.resultsProperty().get().completed()).isZero();
        bench.tasks.letGo();
        assertThat(viewModel.resultsProperty().get().completed()).isEqualTo(2);
    }

    @Test
    void followsARunToItsRestorePoint() throws Exception {
        DashboardViewModel viewModel = shown();
        assertThat(viewModel.protectionProperty().get().protectedVms()).isZero();
        JobId job =
                engine.jobs()
                        .add(SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1")))
                        .id();
        engine.jobs().run(job);
        bench.tasks.passTime();
        assertThat(viewModel.running().lines())
                .containsExactly(new RunningLine(1, "pgtest1", "Pending", 0, "\u2013"));
        engine.change(new RunId(1), run -> FakeRun.transfer(run, 2000, 4 << 20, 1 << 20, 2 << 20));
        bench.tasks.passTime();
        assertThat(viewModel.running().lines())
                .containsExactly(new RunningLine(1, "pgtest1", "1 MiB of 4 MiB", 0.25, "2 MiB/s"));
        assertThat(viewModel.running().rateProperty().get()).isEqualTo("2 MiB/s");
        bench.tasks.passTime();
        assertThat(viewModel.running().ratesProperty().get()).endsWith((long) 2 << 20);
        engine.complete(new RunId(1));
        bench.tasks.passTime();
        bench.tasks.passTime();
        bench.tasks.passTime();
        assertThat(viewModel.running().lines()).isEmpty();
        assertThat(viewModel.running().ratesProperty().get()).isEmpty();
        assertThat(viewModel.protectionProperty().get().protectedVms()).isOne();
        assertThat(viewModel.resultsProperty().get()).isEqualTo(new DayResults(1, 0, 0));
        assertThat(viewModel.gridProperty().get().rows().getFirst().cells().getLast())
                .isEqualTo(
                        new GridCell(
                                Optional.of(Tone.SUCCESS), "today: Completed", Optional.of(1L)));
    }

    @Test
    void showsTheWorstOfEachDay() throws Exception {
        JobId job =
                engine.jobs()
                        .add(SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1")))
                        .id();
        past(job, JobRunState.COMPLETED, 30);
        past(job, JobRunState.FAILED, 28);
        past(job, JobRunState.COMPLETED, 26);
        past(job, JobRunState.COMPLETED, 24 * 20);
        ResultGrid grid = shown().gridProperty().get();
        assertThat(grid.days()).hasSize(14).startsWith("9").endsWith("22");
        GridRow row = grid.rows().getFirst();
        assertThat(row.newest()).contains(4L);
        assertThat(row.cells().get(12))
                .isEqualTo(
                        new GridCell(
                                Optional.of(Tone.DANGER),
                                "yesterday: 3 runs, at worst Failed",
                                Optional.of(2L)));
        assertThat(row.cells().getFirst().words()).isEqualTo("Mon 9 Nov: no run");
    }

    @Test
    void listsWhatNeedsAPersonTheGravestFirst() throws Exception {
        JobId shop = engine.jobs().add(SampleJobs.nightly("Shop")).id();
        JobId off = engine.jobs().add(SampleJobs.nightly("Off")).id();
        engine.jobs().enable(off, false);
        past(shop, JobRunState.FAILED, 2);
        past(off, JobRunState.COMPLETED_WITH_WARNING, 3);
        engine.past(
                "vm-102",
                run -> FakeRun.failed(run, Problem.of(ProblemCode.VM_BUSY), engine.now()));
        engine.breakVCenter(
                SampleJobs.VCENTER,
                Problem.of(ProblemCode.VCENTER_UNREACHABLE).with("url", "https://vcenter"));
        DashboardViewModel viewModel = shown();
        assertThat(viewModel.needs())
                .extracting(Need::title)
                .containsExactly(
                        "vcenter.example.com does not answer",
                        "Job Shop failed 2 h ago",
                        "Backup of erp-database failed just now",
                        "Job Off ended with a warning 3 h ago",
                        "Job Off is disabled");
        viewModel.needs().forEach(viewModel::open);
        assertThat(bench.visited)
                .containsExactly("inventory", "job run 1", "run 1", "job run 2", "jobs");
    }

    @Test
    void tellsOfAJobThatSkipsItsTimesAgainAndAgain() throws Exception {
        JobId endless = engine.jobs().add(SampleJobs.nightly("Long")).id();
        JobId once = engine.jobs().add(SampleJobs.nightly("Once")).id();
        past(endless, JobRunState.FAILED, 30);
        engine.jobs().skipped(endless, hoursAgo(26), hoursAgo(2), 2);
        engine.jobs().skipped(once, hoursAgo(2), hoursAgo(2), 1);
        DashboardViewModel viewModel = shown();
        assertThat(viewModel.needs())
                .extracting(Need::title)
                .containsExactly(
                        "Job Long failed 30 h ago",
                        "Job Long skipped 2 of its times",
                        "9 virtual machines are not protected");
        assertThat(viewModel.needs().get(1).detail())
                .isEqualTo("It still ran, the last time 2 h ago.");
        viewModel.open(viewModel.needs().get(1));
        assertThat(bench.visited).containsExactly("job run 2");
        assertThat(viewModel.resultsProperty().get()).isEqualTo(new DayResults(0, 0, 0));
        GridRow row = viewModel.gridProperty().get().rows().getFirst();
        assertThat(row.newest()).as("skipped times are no execution").contains(1L);
        assertThat(row.cells().get(12).words()).isEqualTo("yesterday: 2 runs, at worst Failed");
    }

    private Instant hoursAgo(int hours) {
        return engine.now().minus(Duration.ofHours(hours));
    }

    @Test
    void forgetsAFailureThatASuccessHasFollowed() throws Exception {
        JobId shop = engine.jobs().add(SampleJobs.nightly("Shop")).id();
        past(shop, JobRunState.FAILED, 20);
        past(shop, JobRunState.COMPLETED, 2);
        engine.past(
                "vm-102",
                run -> FakeRun.failed(run, Problem.of(ProblemCode.VM_BUSY), engine.now()));
        engine.past("vm-102", run -> FakeRun.completed(run, "pt1", engine.now()));
        DashboardViewModel viewModel = shown();
        assertThat(viewModel.needs())
                .extracting(Need::title)
                .containsExactly("9 virtual machines are not protected");
        viewModel.open(viewModel.needs().getFirst());
        assertThat(led).containsExactly("unprotected");
    }

    @Test
    void tellsOfEachRepositoryWhenItWillBeFull() {
        SamplePoints.fill(engine.store());
        DashboardViewModel viewModel = shown();
        assertThat(viewModel.space())
                .extracting(SpaceLine::name, SpaceLine::free, SpaceLine::tone, SpaceLine::trend)
                .containsExactly(
                        tuple(
                                "nas-archive",
                                "118 GiB free",
                                Tone.DANGER,
                                "Full in 6 days at 19 GiB a day"),
                        tuple("usb-disk", "Cannot be reached", Tone.DANGER, ""),
                        tuple(
                                "default",
                                "862 GiB free",
                                Tone.RUNNING,
                                "Full in 132 days at 6.52 GiB a day"));
        assertThat(viewModel.space().getFirst().used()).isBetween(0.97, 0.98);
        assertThat(viewModel.needs())
                .extracting(Need::title)
                .contains(
                        "Repository nas-archive runs out of space",
                        "Repository usb-disk cannot be reached")
                .doesNotContain("Repository default runs out of space");
        viewModel.needs().stream()
                .filter(need -> need.title().startsWith("Repository nas"))
                .forEach(viewModel::open);
        viewModel.openRepositories();
        assertThat(bench.visited).containsExactly("repositories", "repositories");
    }

    @Test
    void tellsOfARepositoryThatTakesNoBackups() {
        engine.store()
                .put(
                        new RepositoryView(
                                "attic",
                                "/mnt/attic",
                                "repo-9",
                                false,
                                90L << 30,
                                100L << 30,
                                0,
                                0,
                                0,
                                Optional.of(
                                        Problem.of(ProblemCode.REPOSITORY_READ_ONLY)
                                                .with("path", "/mnt/attic"))));
        assertThat(shown().needs())
                .extracting(Need::title)
                .contains("Repository attic cannot be used in full")
                .doesNotContain("Repository attic runs out of space");
    }

    @Test
    void saysWhenTheEngineCannotBeRead() {
        FakeEngine broken = FakeEngine.withVCenter(SampleJobs.VCENTER);
        broken.failRepositories(Problem.of(ProblemCode.CATALOG_UNAVAILABLE));
        ViewModelBench other = new ViewModelBench(broken);
        viewModel(other);
        assertThat(other.problems)
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CATALOG_UNAVAILABLE);
    }

    private void past(JobId job, JobRunState state, int hours) {
        engine.jobs().past(job, state, engine.now().minus(Duration.ofHours(hours)), List.of());
    }

    private DashboardViewModel shown() {
        bench.link.vcenters().refresh();
        bench.link.jobs().refresh();
        DashboardViewModel viewModel = viewModel(bench);
        bench.tasks.passTime();
        return viewModel;
    }

    private DashboardViewModel viewModel(ViewModelBench on) {
        return new DashboardViewModel(
                on.link,
                on.texts,
                on.engine::now,
                new DashboardViewModel.Actions(
                        on,
                        () -> led.add("add"),
                        () -> led.add("new"),
                        () -> led.add("unprotected"),
                        on.problems::add));
    }
}
