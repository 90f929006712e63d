package io.sendense.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobRunVm;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.engine.run.RunId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Jobs and their executions.
class JobTableTest {
    @Nested
    class OnH2 extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return h2();
        }
    }

    @Nested
    @Tag("peers")
    class OnPostgres extends Contract {
        @Override
        CatalogLocation freshLocation() {
            return postgres();
        }
    }

    abstract static class Contract extends CatalogContract {
        private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
        private static final Selector WEB = Selector.of("vc1", SelectorKind.VM, "vm-42", "web");
        private static final Selector SHOP =
                Selector.of("vc1", SelectorKind.FOLDER, "group-v3", "Shop \u2603");

        private static JobDefinition job(String name, Schedule schedule) {
            return new JobDefinition(
                    name,
                    new Selection(List.of(SHOP, WEB), List.of(WEB)),
                    Optional.of("default"),
                    schedule,
                    BackupOptions.usual()
                            .reading(ReadPolicy.FULL)
                            .quiesced(Quiescing.PREFERRED)
                            .compressed(Compression.ZSTD)
                            .heldForRetry(Duration.ofMinutes(10))
                            .via(Optional.of("edge1"))
                            .at(new Bandwidth(5_000_000)),
                    4);
        }

        private JobId insert(String name) {
            return catalog.jobs().insert(job(name, new Schedule.Manual())).orElseThrow();
        }

        @Test
        void keepsEveryKindOfSchedule() {
            List<Schedule> schedules =
                    List.of(
                            new Schedule.Manual(),
                            new Schedule.Daily(LocalTime.of(2, 30), BERLIN),
                            new Schedule.Weekly(
                                    Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                                    LocalTime.MIDNIGHT,
                                    ZoneId.of("+05:30")),
                            new Schedule.Cron("*/15 8-18 * * mon-fri", ZoneId.of("UTC")));
            for (int i = 0; i < schedules.size(); i++) {
                assertThat(catalog.jobs().insert(job("job " + i, schedules.get(i)))).isPresent();
            }
            reopen();
            assertThat(catalog.jobs().list())
                    .extracting(row -> row.definition().schedule())
                    .isEqualTo(schedules);
        }

        @Test
        void keepsADefinitionAndChangesItAsAWhole() {
            JobDefinition nightly = job("Nightly", new Schedule.Daily(LocalTime.NOON, BERLIN));
            JobId id = catalog.jobs().insert(nightly).orElseThrow();
            assertThat(catalog.jobs().find(id)).contains(new JobRow(id, nightly, true));
            JobDefinition other =
                    new JobDefinition(
                            "nightly",
                            new Selection(List.of(WEB), List.of()),
                            Optional.empty(),
                            new Schedule.Manual(),
                            BackupOptions.usual(),
                            1);
            assertThat(catalog.jobs().change(id, other)).isTrue();
            assertThat(catalog.jobs().enable(id, false)).isTrue();
            reopen();
            assertThat(catalog.jobs().list()).containsExactly(new JobRow(id, other, false));
            assertThat(catalog.jobs().enable(new JobId(99), false)).isFalse();
            assertThatThrownBy(() -> catalog.jobs().change(new JobId(99), other))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void aNameIsTakenWhateverItsCase() {
            insert("\u00c4rger");
            JobId second = insert("Ruhe");
            JobDefinition taken = job("\u00e4RGER", new Schedule.Manual());
            assertThat(catalog.jobs().insert(taken)).isEmpty();
            assertThat(catalog.jobs().change(second, taken)).isFalse();
            assertThat(catalog.jobs().find(second).orElseThrow().definition().name())
                    .isEqualTo("Ruhe");
            assertThat(catalog.jobs().list()).hasSize(2);
        }

        @Test
        void learnsAUuidOnce() {
            JobId id = insert("Nightly");
            catalog.jobs().learn(id, WEB, "uuid-1");
            catalog.jobs().learn(id, WEB, "uuid-2");
            Selection selection = catalog.jobs().find(id).orElseThrow().definition().selection();
            assertThat(selection.included().getLast().uuid()).contains("uuid-1");
            assertThat(selection.excluded().getFirst().uuid()).contains("uuid-1");
            assertThat(selection.included().getFirst().uuid()).isEmpty();
        }

        private static JobRunVm vm(
                JobVmState state, Optional<RunId> run, Optional<Problem> problem) {
            return new JobRunVm("vc1", "vm-42", "uuid-web", "web", state, run, problem);
        }

        @Test
        void keepsAnExecutionAfterItsJobIsRemoved() {
            JobId job = insert("Nightly");
            JobRunId id =
                    catalog.jobRuns()
                            .insert(job, "Nightly", JobTrigger.SCHEDULE, START)
                            .orElseThrow();
            RunId run = running("web");
            Problem gone = Problem.of(ProblemCode.VM_UNKNOWN).with("vm", "old");
            JobRunVm waiting = vm(JobVmState.WAITING, Optional.empty(), Optional.empty());
            JobRunVm failed = vm(JobVmState.FAILED, Optional.empty(), Optional.of(gone));
            catalog.jobRuns().insertVms(id, List.of(waiting, failed));
            JobRunVm completed = vm(JobVmState.COMPLETED, Optional.of(run), Optional.empty());
            catalog.jobRuns().change(id, 0, completed);
            assertThat(catalog.jobRuns().living()).extracting(JobRunView::id).containsExactly(id);
            assertThat(catalog.jobRuns().end(id, JobRunState.FAILED, END, Optional.empty()))
                    .isTrue();
            assertThat(catalog.jobRuns().end(id, JobRunState.COMPLETED, END, Optional.empty()))
                    .isFalse();
            assertThat(catalog.jobRuns().newestOf(job)).isEqualTo(catalog.jobRuns().find(id));
            assertThat(catalog.jobs().remove(job)).isTrue();
            assertThat(catalog.jobs().remove(job)).isFalse();
            reopen();
            assertThat(catalog.jobRuns().newest(10))
                    .containsExactly(
                            new JobRunView(
                                    id,
                                    Optional.empty(),
                                    "Nightly",
                                    JobTrigger.SCHEDULE,
                                    JobRunState.FAILED,
                                    START,
                                    Optional.of(END),
                                    List.of(completed, failed),
                                    Optional.empty()));
            assertThat(catalog.jobRuns().newestOfEach()).isEmpty();
            assertThat(catalog.jobRuns().living()).isEmpty();
        }

        @Test
        void aJobHasOneLivingExecutionAtMost() {
            JobId first = insert("first");
            JobId second = insert("second");
            JobRunTable runs = catalog.jobRuns();
            JobRunId living = runs.insert(first, "first", JobTrigger.OPERATOR, START).orElseThrow();
            runs.cancelling(living);
            assertThat(runs.insert(first, "first", JobTrigger.SCHEDULE, START)).isEmpty();
            assertThat(runs.insert(second, "second", JobTrigger.SCHEDULE, START)).isPresent();
            assertThat(runs.find(living).orElseThrow().state()).isEqualTo(JobRunState.CANCELLING);
            runs.end(living, JobRunState.CANCELLED, END, Optional.empty());
            JobRunId next = runs.insert(first, "first", JobTrigger.OPERATOR, END).orElseThrow();
            assertThat(runs.newestOfEach())
                    .extracting(JobRunView::jobName)
                    .containsExactlyInAnyOrder("first", "second");
            assertThat(runs.newestOf(first).orElseThrow().id()).isEqualTo(next);
            assertThat(runs.hasBegun(second, START)).isTrue();
            assertThat(runs.hasBegun(second, END)).isFalse();
            assertThat(runs.hasBegun(first, START)).isFalse();
        }

        @Test
        void skippedTimesAreToldAmongExecutionsAndAreNone() {
            JobId job = insert("Nightly");
            Problem why = Problem.of(ProblemCode.JOB_TIME_SKIPPED).withCount("times", 1);
            Problem again = Problem.of(ProblemCode.JOB_TIME_SKIPPED).withCount("times", 2);
            JobRunTable runs = catalog.jobRuns();
            JobRunId living = runs.insert(job, "Nightly", JobTrigger.OPERATOR, START).orElseThrow();
            SkippedTimeTable skipped = catalog.skippedTimes();
            assertThat(skipped.newestOf(job)).isEmpty();
            JobRunId id = skipped.insert(job, "Nightly", START.plusSeconds(1), why);
            skipped.extend(id, END, again);
            skipped.extend(living, END, again);
            reopen();
            JobRunView told = catalog.skippedTimes().newestOf(job).orElseThrow();
            assertThat(told)
                    .isEqualTo(
                            new JobRunView(
                                    id,
                                    Optional.of(job),
                                    "Nightly",
                                    JobTrigger.SCHEDULE,
                                    JobRunState.SKIPPED,
                                    START.plusSeconds(1),
                                    Optional.of(END),
                                    List.of(),
                                    Optional.of(again)));
            assertThat(told.timesSkipped()).isEqualTo(2);
            assertThat(catalog.jobRuns().newest(10))
                    .extracting(JobRunView::id)
                    .containsExactly(id, living);
            assertThat(catalog.jobRuns().newestOf(job).orElseThrow().state())
                    .isEqualTo(JobRunState.RUNNING);
            assertThat(catalog.jobRuns().newestOfEach())
                    .extracting(JobRunView::id)
                    .containsExactly(living);
            assertThat(catalog.jobRuns().living())
                    .extracting(JobRunView::id)
                    .containsExactly(living);
            assertThat(catalog.jobRuns().hasBegun(job, START.plusSeconds(1))).isFalse();
        }

        @Test
        void refusesAFailureWithoutAReasonAndWhatNoJobIs() {
            JobId job = insert("Nightly");
            JobRunId id =
                    catalog.jobRuns()
                            .insert(job, "Nightly", JobTrigger.OPERATOR, START)
                            .orElseThrow();
            assertThatThrownBy(() ->
                            catalog.jobRuns()
                                    .insertVms(
                                            id,
                                            List.of(
                                                    vm(
                                                            JobVmState.FAILED,
                                                            Optional.empty(),
                                                            Optional.empty()))))
                    .isInstanceOf(CatalogException.class);
            assertThatThrownBy(() ->
                            catalog.jobRuns().end(id, JobRunState.RUNNING, END, Optional.empty()))
                    .isInstanceOf(IllegalArgumentException.class);
            JobDefinition many =
                    new JobDefinition(
                            "many",
                            new Selection(List.of(WEB), List.of()),
                            Optional.empty(),
                            new Schedule.Manual(),
                            BackupOptions.usual(),
                            33);
            assertThatThrownBy(() -> catalog.jobs().insert(many))
                    .isInstanceOf(CatalogException.class);
            assertThat(catalog.jobs().list()).hasSize(1);
        }
    }
}
