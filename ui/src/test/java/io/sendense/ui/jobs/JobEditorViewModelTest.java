package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selector;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.SampleNodes;
import io.sendense.ui.ViewModelBench;
import io.sendense.ui.bridge.ReadersViewModel;
import io.sendense.ui.shared.ObjectRef;
import io.sendense.ui.shared.ProblemView;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JobEditorViewModelTest {
    private static final ObjectRef DATABASES =
            new ObjectRef(SampleJobs.VCENTER, ObjectRef.Kind.FOLDER, "group-v11", "Databases");
    private static final ObjectRef PGTEST =
            new ObjectRef(SampleJobs.VCENTER, ObjectRef.Kind.VM, "vm-101", "pgtest1");

    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final ViewModelBench bench = new ViewModelBench(engine);
    private int closed;

    @Test
    void definesAJob() {
        JobEditorViewModel editor = blank();
        assertThat(editor.title()).isEqualTo("New job");
        editor.nameProperty().set(" Nightly ");
        editor.include(List.of(DATABASES, DATABASES));
        editor.schedule().kindProperty().set(ScheduleKind.WEEKLY);
        editor.schedule().daysProperty().set(Set.of(DayOfWeek.SUNDAY));
        editor.schedule().timeProperty().set("3:05");
        editor.options().quiesceProperty().set(true);
        editor.options().fullProperty().set(true);
        editor.options().compressProperty().set(true);
        editor.options().rateProperty().set(editor.options().rates().get(3));
        editor.options().atOnceProperty().set(8);
        editor.options().holdProperty().set(editor.options().holds().get(3));
        editor.save();
        JobDefinition saved = engine.jobs().saved().getFirst();
        assertThat(saved.name()).isEqualTo("Nightly");
        assertThat(saved.selection().included())
                .extracting(Selector::name)
                .containsExactly("Databases");
        assertThat(saved.schedule())
                .isEqualTo(
                        new Schedule.Weekly(
                                Set.of(DayOfWeek.SUNDAY), LocalTime.of(3, 5), ZoneOffset.UTC));
        assertThat(saved.options().quiescing()).isEqualTo(Quiescing.PREFERRED);
        assertThat(saved.options().reading()).isEqualTo(ReadPolicy.FULL);
        assertThat(saved.options().bandwidth().bytesPerSecond()).isEqualTo(10 << 20);
        assertThat(saved.options().compression()).isEqualTo(Compression.ZSTD);
        assertThat(saved.options().holdForRetry()).isEqualTo(Duration.ofHours(1));
        assertThat(saved.repository()).as("whichever is the default").isEmpty();
        assertThat(saved.atOnce()).isEqualTo(8);
        assertThat(closed).isOne();
    }

    @Test
    void isReadByTheNodeThatIsChosenOrWasBefore() throws Exception {
        SampleNodes.fill(engine);
        JobEditorViewModel editor = blank();
        editor.nameProperty().set("Nightly");
        editor.include(List.of(PGTEST));
        ReadersViewModel readers = editor.options().readers();
        readers.chosenProperty()
                .set(
                        readers.choices().stream()
                                .filter(each -> each.node().equals(Optional.of(SampleNodes.UP)))
                                .findFirst()
                                .orElseThrow());
        editor.save();
        assertThat(engine.jobs().saved().getFirst().options().node()).contains(SampleNodes.UP);
        engine.nodes().remove(SampleNodes.UP);
        JobEditorViewModel again = editor(JobDraft.changing(engine.jobs().list().getFirst()));
        assertThat(again.options().readers().choices().getLast().text())
                .isEqualTo("frankfurt  \u00b7  missing");
        assertThat(again.options().options().node()).contains(SampleNodes.UP);
    }

    @Test
    void saysWhatIsMissingOnceItWasToBeSaved() {
        JobEditorViewModel editor = blank();
        assertThat(editor.nameProblemProperty().get()).isEmpty();
        editor.save();
        assertThat(editor.nameProblemProperty().get()).isEqualTo("Give the job a name.");
        assertThat(editor.selectionProblemProperty().get())
                .isEqualTo("Choose at least one object to back up.");
        editor.nameProperty().set("Nightly");
        editor.include(List.of(PGTEST));
        assertThat(editor.nameProblemProperty().get()).isEmpty();
        assertThat(editor.selectionProblemProperty().get()).isEmpty();
        editor.schedule().timeProperty().set("24:00");
        editor.save();
        assertThat(editor.schedule().problemProperty().get())
                .isEqualTo("Type a time of day like 22:00.");
        assertThat(engine.jobs().saved()).isEmpty();
        assertThat(closed).isZero();
    }

    @Test
    void sparesANameThatAnotherJobHasButNotItsOwn() throws Exception {
        JobView nightly =
                engine.jobs()
                        .add(SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1")));
        bench.link.jobs().refresh();
        JobEditorViewModel editor = editor(new JobDraft(Optional.empty(), nightly.definition()));
        editor.nameProperty().set("NIGHTLY");
        editor.save();
        assertThat(editor.nameProblemProperty().get()).isEqualTo("Another job has this name.");
        JobEditorViewModel own = editor(JobDraft.changing(nightly));
        assertThat(own.title()).isEqualTo("Edit job Nightly");
        own.save();
        assertThat(own.nameProblemProperty().get()).isEmpty();
        assertThat(closed).isOne();
        assertThat(engine.jobs().list()).hasSize(1);
    }

    @Test
    void saysAtTheNameThatAnotherWindowWasFaster() throws Exception {
        JobEditorViewModel editor = blank();
        editor.nameProperty().set("Nightly");
        editor.include(List.of(PGTEST));
        engine.jobs().add(SampleJobs.nightly("nightly", SampleJobs.vm("vm-102", "other")));
        editor.save();
        assertThat(editor.nameProblemProperty().get()).isEqualTo("Another job has this name.");
        assertThat(editor.problemProperty().get()).isEmpty();
    }

    @Test
    void showsWhatTheEngineSaysAgainstItAndLetsItBeMended() {
        engine.jobs().refuse(Problem.of(ProblemCode.REPOSITORY_UNKNOWN).with("name", "gone"));
        JobEditorViewModel editor = blank();
        editor.nameProperty().set("Nightly");
        editor.include(List.of(PGTEST));
        editor.save();
        assertThat(editor.problemProperty().get())
                .map(ProblemView::code)
                .contains("REPOSITORY-UNKNOWN");
        assertThat(editor.savingProperty().get()).isFalse();
        assertThat(closed).isZero();
    }

    @Test
    void keepsWhatItDoesNotShow() throws Exception {
        JobDefinition before = SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1"));
        JobDefinition untrusting =
                new JobDefinition(
                        before.name(),
                        before.selection(),
                        Optional.of("gone"),
                        before.schedule(),
                        before.options().reading(ReadPolicy.FULL_UNTRUSTED),
                        before.atOnce());
        JobView job = engine.jobs().add(untrusting);
        JobEditorViewModel editor = editor(JobDraft.changing(job));
        editor.save();
        assertThat(engine.jobs().saved().getLast()).isEqualTo(untrusting);
    }

    @Test
    void looksAtTheSelectionAMomentAfterItsLastChange() {
        JobEditorViewModel editor = blank();
        SelectionViewModel selection = editor.selection();
        editor.include(List.of(DATABASES));
        editor.exclude(List.of(PGTEST));
        assertThat(selection.lookingProperty().get()).isTrue();
        assertThat(selection.preview()).isEmpty();
        bench.tasks.passTime();
        assertThat(selection.lookingProperty().get()).isFalse();
        assertThat(selection.preview())
                .containsExactly(
                        new PreviewLine("erp-database", "folder Databases  \u00b7  41.3 GiB"));
        assertThat(selection.summaryProperty().get()).isEqualTo("1 VM, 41.3 GiB used");
        selection.include(List.of(PGTEST));
        assertThat(selection.excluded()).as("wanted after all").isEmpty();
        selection.remove(selection.included());
        bench.tasks.passTime();
        assertThat(selection.preview()).isEmpty();
    }

    @Test
    void saysWhyItCannotLook() {
        engine.jobs().blind(Problem.of(ProblemCode.VCENTER_UNREACHABLE).with("url", "https://x"));
        JobEditorViewModel editor = blank();
        editor.include(List.of(DATABASES));
        bench.tasks.passTime();
        assertThat(editor.selection().problemProperty().get())
                .map(ProblemView::code)
                .contains("VCENTER-UNREACHABLE");
    }

    @Test
    void tellsWhenItWouldRun() {
        ScheduleViewModel schedule = blank().schedule();
        assertThat(schedule.zone().name()).isEqualTo("UTC");
        assertThat(next(schedule))
                .isEqualTo(
                        "Next: today, 22:00  \u00b7  tomorrow, 22:00  \u00b7  Tue 24 Nov, 22:00");
        schedule.kindProperty().set(ScheduleKind.CRON);
        schedule.cronProperty().set("0 2 1 * *");
        assertThat(next(schedule)).startsWith("Next: Tue 1 Dec, 02:00");
        schedule.cronProperty().set("0 2 31");
        assertThat(next(schedule)).isEmpty();
        assertThat(schedule.problemProperty().get()).startsWith("Five fields are needed");
        schedule.kindProperty().set(ScheduleKind.WEEKLY);
        for (DayOfWeek day : DayOfWeek.values()) {
            schedule.choose(day, false);
        }
        assertThat(schedule.problemProperty().get()).isEqualTo("Choose at least one day.");
        schedule.kindProperty().set(ScheduleKind.MANUAL);
        assertThat(schedule.problemProperty().get()).isEmpty();
        assertThat(schedule.schedule()).contains(new Schedule.Manual());
    }

    @Test
    void countsByTheClocksOfTheChosenTimeZone() {
        JobEditorViewModel editor = blank();
        ScheduleViewModel schedule = editor.schedule();
        schedule.zone().wantedProperty().set("los angeles");
        schedule.zone().choose(schedule.zone().found().getFirst());
        assertThat(next(schedule))
                .isEqualTo(
                        "Next (time zone UTC): tomorrow, 06:00  \u00b7  Tue 24 Nov, 06:00"
                                + "  \u00b7  Wed 25 Nov, 06:00");
        assertThat(schedule.schedule())
                .contains(
                        new Schedule.Daily(LocalTime.of(22, 0), ZoneId.of("America/Los_Angeles")));
        schedule.kindProperty().set(ScheduleKind.MANUAL);
        assertThat(next(schedule)).isEqualTo("Runs only when someone asks for it.");
    }

    @Test
    void saysHowLongASnapshotIsHeldAndKeepsATimeThatIsNotOffered() throws Exception {
        JobDefinition before = SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "pgtest1"));
        JobView job =
                engine.jobs()
                        .add(
                                new JobDefinition(
                                        before.name(),
                                        before.selection(),
                                        before.repository(),
                                        before.schedule(),
                                        before.options().heldForRetry(Duration.ofSeconds(90)),
                                        before.atOnce()));
        OptionsViewModel options = editor(JobDraft.changing(job)).options();
        assertThat(options.holds())
                .extracting(HoldChoice::text)
                .containsExactly(
                        "Do not hold",
                        "For 1 min 30 s",
                        "For 10 minutes",
                        "For 30 minutes",
                        "For 1 hour",
                        "For 4 hours",
                        "For 12 hours",
                        "For 24 hours");
        assertThat(options.options().holdForRetry()).isEqualTo(Duration.ofSeconds(90));
    }

    private static String next(ScheduleViewModel schedule) {
        return schedule.nextProperty().get().replace('\u00a0', ' ');
    }

    private JobEditorViewModel blank() {
        return editor(JobDraft.of(List.of(), bench.texts.formats()));
    }

    private JobEditorViewModel editor(JobDraft draft) {
        return new JobEditorViewModel(bench.link, bench.texts, engine::now, draft, () -> closed++);
    }
}
