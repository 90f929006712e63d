package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.JobView;
import io.sendense.engine.job.JobVmState;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.job.SelectedVm;
import io.sendense.engine.job.Selection;
import io.sendense.engine.job.Selector;
import io.sendense.engine.job.SelectorKind;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.Quiescing;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the jobs of every engine do alike: in this process, and through the socket.
@Timeout(300)
public abstract class JobsContract {
    private static final Schedule MANUAL = new Schedule.Manual();

    @TempDir protected Path folder;
    private LabHome lab;
    private Engine engine;

    /// The engine to be tested, on the home of a lab.
    protected abstract Engine open(LabHome lab) throws Exception;

    @BeforeEach
    final void openEngine() throws Exception {
        lab = new LabHome(folder.resolve("home"));
        engine = open(lab);
        engine.addVCenter(lab.vcenter(LabHome.NAME));
        lab.lab.machines().create("quick");
    }

    @AfterEach
    final void closeEngine() {
        lab.lab.faults().clear();
        engine.close();
        lab.close();
    }

    private static Problem problemOf(EngineContract.Call call) {
        EngineException e = catchThrowableOfType(EngineException.class, call::make);
        assertThat(e).isNotNull();
        return e.problem();
    }

    private JobDefinition job(String name, Schedule schedule) throws Exception {
        return LabJobs.job(name, schedule, LabJobs.vm(engine, "quick"));
    }

    @Test
    void keepsEveryPartOfADefinition() throws Exception {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        List<Schedule> schedules =
                List.of(
                        MANUAL,
                        new Schedule.Daily(LocalTime.of(2, 30), berlin),
                        new Schedule.Weekly(
                                Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY), LocalTime.NOON, berlin),
                        new Schedule.Cron("*/15 8-18 * * mon-fri", berlin));
        for (Schedule schedule : schedules) {
            Selector vm =
                    new Selector(
                            LabHome.NAME,
                            SelectorKind.VM,
                            "vm-1",
                            Optional.of("uuid-1"),
                            "renamed \u2603");
            JobDefinition wanted =
                    new JobDefinition(
                            schedule.toString(),
                            new Selection(
                                    List.of(LabJobs.folder(engine, "Fleet"), vm), List.of(vm)),
                            Optional.of("default"),
                            schedule,
                            BackupOptions.usual()
                                    .inFull()
                                    .quiesced(Quiescing.REQUIRED)
                                    .at(new Bandwidth(50_000_000)),
                            7);
            JobView added = engine.jobs().add(wanted);
            assertThat(added.definition()).isEqualTo(wanted);
            assertThat(added.enabled()).isTrue();
            assertThat(added.nextRun().isPresent()).isEqualTo(schedule != MANUAL);
            assertThat(engine.jobs().job(added.id())).isEqualTo(added);
        }
        assertThat(engine.jobs().list()).hasSize(4);
    }

    @Test
    void changesEnablesAndRemovesAJob() throws Exception {
        Schedule daily = new Schedule.Daily(LocalTime.NOON, ZoneId.of("UTC"));
        JobId job = engine.jobs().add(job("Nightly", daily)).id();
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            assertThat(engine.jobs().enable(job, false).nextRun()).isEmpty();
            LabJobs.await(() -> listener.jobsNews() > 0);
        }
        JobView changed = engine.jobs().change(job, job("Daily", daily));
        assertThat(changed.definition().name()).isEqualTo("Daily");
        assertThat(changed.enabled()).isFalse();
        assertThat(engine.jobs().enable(job, true).nextRun()).isPresent();
        assertThat(problemOf(() -> engine.jobs().add(job("DAILY", MANUAL))))
                .isEqualTo(Problem.of(ProblemCode.JOB_NAME_TAKEN).with("name", "DAILY"));
        assertThat(problemOf(() -> engine.jobs().change(job, job("", MANUAL))).code())
                .isEqualTo(ProblemCode.JOB_INVALID);
        engine.jobs().remove(job);
        assertThat(engine.jobs().list()).isEmpty();
        Problem unknown = Problem.of(ProblemCode.JOB_UNKNOWN).with("job", job.toString());
        assertThat(problemOf(() -> engine.jobs().job(job))).isEqualTo(unknown);
        assertThat(problemOf(() -> engine.jobs().remove(job))).isEqualTo(unknown);
        assertThat(problemOf(() -> engine.jobs().enable(job, true))).isEqualTo(unknown);
        assertThat(problemOf(() -> engine.jobs().run(job))).isEqualTo(unknown);
        assertThat(problemOf(() -> engine.jobs().change(job, job("x", MANUAL)))).isEqualTo(unknown);
    }

    @Test
    void runsAJobAndTellsItsListeners() throws Exception {
        JobDefinition definition = job("Now", MANUAL);
        JobId job = engine.jobs().add(definition).id();
        assertThat(engine.jobs().select(definition.selection()))
                .extracting(SelectedVm::vcenter, selected -> selected.vm().name())
                .containsExactly(org.assertj.core.groups.Tuple.tuple(LabHome.NAME, "quick"));
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            JobRunId id = engine.jobs().run(job);
            JobRunView ended = engine.jobs().await(id);
            assertThat(ended.state()).isEqualTo(JobRunState.COMPLETED);
            assertThat(ended.trigger()).isEqualTo(JobTrigger.OPERATOR);
            assertThat(ended.vms().getFirst().state()).isEqualTo(JobVmState.COMPLETED);
            assertThat(engine.jobs().run(id)).isEqualTo(ended);
            assertThat(engine.jobs().runs(1)).containsExactly(ended);
            assertThat(engine.jobs().job(job).lastRun()).contains(ended);
            LabJobs.await(() ->
                    !listener.jobRuns().isEmpty() && listener.jobRuns().getLast().equals(ended));
            assertThat(listener.overlaps()).isZero();
        }
        JobRunId never = new JobRunId(99);
        Problem unknown = Problem.of(ProblemCode.JOB_RUN_UNKNOWN).withCount("run", 99);
        assertThat(problemOf(() -> engine.jobs().run(never))).isEqualTo(unknown);
        assertThat(problemOf(() -> engine.jobs().await(never))).isEqualTo(unknown);
        assertThat(problemOf(() -> engine.jobs().cancel(never))).isEqualTo(unknown);
    }

    @Test
    void aNewListenerIsToldOfALivingExecutionAndItIsCancelledOnce() throws Exception {
        LabJobs.hold(lab);
        JobId job =
                engine.jobs()
                        .add(LabJobs.job("Long", MANUAL, LabJobs.vm(engine, LabHome.SMALL)))
                        .id();
        JobRunId run = engine.jobs().run(job);
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            LabJobs.await(() -> !listener.jobRuns().isEmpty());
            assertThat(listener.jobRuns().getFirst().id()).isEqualTo(run);
        }
        assertThat(problemOf(() -> engine.jobs().run(job)))
                .isEqualTo(
                        Problem.of(ProblemCode.JOB_BUSY)
                                .with("job", "Long")
                                .withCount("run", run.value()));
        engine.jobs().cancel(run);
        assertThat(engine.jobs().await(run).state()).isEqualTo(JobRunState.CANCELLED);
        assertThat(problemOf(() -> engine.jobs().cancel(run)))
                .isEqualTo(
                        Problem.of(ProblemCode.JOB_RUN_NOT_ACTIVE)
                                .withCount("run", run.value())
                                .with("state", "CANCELLED"));
    }

    @Test
    void schedulesRunOnceTheyWereAskedFor() throws Exception {
        engine.runSchedules();
        engine.runSchedules();
        JobId job =
                engine.jobs()
                        .add(job("Every minute", new Schedule.Cron("* * * * *", ZoneId.of("UTC"))))
                        .id();
        LabJobs.await(() -> engine.jobs().job(job).lastRun().isPresent());
        assertThat(engine.jobs().job(job).lastRun().orElseThrow().trigger())
                .isEqualTo(JobTrigger.SCHEDULE);
    }
}
