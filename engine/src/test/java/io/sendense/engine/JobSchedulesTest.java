package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobTrigger;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that run by themselves, on the lab, with a clock that is moved by hand.
@Timeout(300)
class JobSchedulesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Instant DUE = Instant.parse("2026-11-23T02:30:00Z");
    private static final Schedule DAILY = new Schedule.Daily(LocalTime.of(2, 30), ZoneOffset.UTC);
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir private Path folder;
    private final SteppingClock clock = new SteppingClock(NOON);
    private LabHome lab;
    private Engine engine;

    @BeforeEach
    void open() throws Exception {
        lab = new LabHome(folder.resolve("home"));
        engine = lab.open(clock);
        engine.addVCenter(lab.vcenter(LabHome.NAME));
        lab.lab.machines().create("quick");
    }

    @AfterEach
    void close() {
        lab.lab.faults().clear();
        engine.close();
        lab.close();
    }

    private void reopen() throws Exception {
        engine.close();
        engine = lab.open(clock);
    }

    private JobId add(String name, Schedule schedule, String vm) throws Exception {
        JobDefinition definition = LabJobs.job(name, schedule, LabJobs.vm(engine, vm));
        return engine.jobs().add(definition).id();
    }

    private Optional<Instant> next(JobId job) throws Exception {
        return engine.jobs().job(job).nextRun();
    }

    private List<JobRunView> runs(JobId job) throws Exception {
        return engine.jobs().runs(100).stream()
                .filter(run -> run.job().equals(Optional.of(job)))
                .toList();
    }

    private void awaitNext(JobId job, Instant time) throws Exception {
        LabJobs.await(() -> next(job).equals(Optional.of(time)));
    }

    @Test
    void aJobRunsWhenItIsDueAndIsDueAgain() throws Exception {
        engine.runSchedules();
        engine.runSchedules();
        JobId job = add("Nightly", DAILY, "quick");
        assertThat(next(job)).contains(DUE);
        RecordingListener listener = new RecordingListener();
        try (var _ = engine.subscribe(listener)) {
            clock.set(DUE);
            awaitNext(job, DUE.plus(DAY));
            LabJobs.await(() -> listener.jobsNews() > 0);
        }
        JobRunView run = engine.jobs().await(runs(job).getFirst().id());
        assertThat(run.trigger()).isEqualTo(JobTrigger.SCHEDULE);
        assertThat(run.state()).isEqualTo(JobRunState.COMPLETED);
        assertThat(run.started()).isEqualTo(DUE);
        clock.step(DAY);
        awaitNext(job, DUE.plus(DAY.multipliedBy(2)));
        assertThat(runs(job)).hasSize(2);
    }

    @Test
    void anEngineThatNobodyAskedForItRunsNoSchedule() throws Exception {
        JobId job = add("Nightly", DAILY, "quick");
        clock.set(DUE.plusSeconds(60));
        reopen();
        assertThat(next(job)).contains(DUE);
        engine.runSchedules();
        awaitNext(job, DUE.plus(DAY));
        assertThat(runs(job)).hasSize(1);
    }

    @Test
    void ofWhatWasMissedTheLastIsMadeUpUnlessItIsADayOld() throws Exception {
        JobId daily = add("Daily", DAILY, "quick");
        JobId yearly = add("Yearly", new Schedule.Cron("30 2 23 11 *", ZoneOffset.UTC), "quick");
        // Two of the daily times have passed; the yearly one did a day and an hour ago.
        clock.set(DUE.plus(DAY).plus(Duration.ofHours(1)));
        reopen();
        engine.runSchedules();
        awaitNext(daily, DUE.plus(DAY.multipliedBy(2)));
        awaitNext(yearly, Instant.parse("2027-11-23T02:30:00Z"));
        assertThat(runs(yearly)).isEmpty();
        assertThat(runs(daily)).hasSize(1);
        assertThat(engine.jobs().await(runs(daily).getFirst().id()).state())
                .isEqualTo(JobRunState.COMPLETED);
        reopen();
        engine.runSchedules();
        clock.set(DUE.plus(DAY.multipliedBy(2)));
        awaitNext(daily, DUE.plus(DAY.multipliedBy(3)));
        assertThat(runs(daily)).hasSize(2);
    }

    @Test
    void aDisabledJobDoesNotRun() throws Exception {
        engine.runSchedules();
        JobId disabled = add("Disabled", DAILY, "quick");
        assertThat(engine.jobs().enable(disabled, false).nextRun()).isEmpty();
        JobId other = add("Other", DAILY, "quick");
        clock.set(DUE);
        awaitNext(other, DUE.plus(DAY));
        assertThat(runs(disabled)).isEmpty();
        assertThat(engine.jobs().enable(disabled, true).nextRun()).contains(DUE.plus(DAY));
        assertThat(engine.jobs().enable(disabled, true).enabled()).isTrue();
    }

    @Test
    void aJobThatStillRunsSkipsItsTimesAndSaysSo() throws Exception {
        engine.runSchedules();
        LabJobs.hold(lab);
        JobId job = add("Long", DAILY, LabHome.SMALL);
        clock.set(DUE);
        awaitNext(job, DUE.plus(DAY));
        RecordingListener listener = new RecordingListener();
        try (CapturedLog log = CapturedLog.begin();
                var _ = engine.subscribe(listener)) {
            clock.step(DAY);
            awaitNext(job, DUE.plus(DAY.multipliedBy(2)));
            assertThat(log.text()).contains("Long").contains("skipped").contains("JOB-BUSY");
            LabJobs.await(() ->
                    listener.jobRuns().stream()
                            .anyMatch(run -> run.state() == JobRunState.SKIPPED));
        }
        assertThat(runs(job)).hasSize(2);
        JobRunView living = runs(job).getLast();
        assertThat(living.state()).isEqualTo(JobRunState.RUNNING);
        assertThat(engine.jobs().job(job).lastRun()).map(JobRunView::id).contains(living.id());
        assertSkipped(job, living, 1, DUE.plus(DAY));

        clock.step(DAY);
        awaitNext(job, DUE.plus(DAY.multipliedBy(3)));
        assertThat(runs(job)).as("one row for the times of one execution").hasSize(2);
        assertSkipped(job, living, 2, DUE.plus(DAY.multipliedBy(2)));

        lab.lab.faults().clear();
        engine.jobs().await(living.id());
        assertThat(engine.jobs().job(job).lastRun()).map(JobRunView::id).contains(living.id());
        clock.step(DAY);
        awaitNext(job, DUE.plus(DAY.multipliedBy(4)));
        assertThat(runs(job)).hasSize(3);
        engine.jobs().await(runs(job).getFirst().id());

        LabJobs.hold(lab);
        clock.step(DAY);
        awaitNext(job, DUE.plus(DAY.multipliedBy(5)));
        clock.step(DAY);
        awaitNext(job, DUE.plus(DAY.multipliedBy(6)));
        assertThat(runs(job))
                .extracting(JobRunView::timesSkipped)
                .containsExactly(1L, 0L, 0L, 2L, 0L);
    }

    private void assertSkipped(JobId job, JobRunView living, long times, Instant last)
            throws Exception {
        JobRunView skipped = runs(job).getFirst();
        assertThat(skipped.state()).isEqualTo(JobRunState.SKIPPED);
        assertThat(skipped.trigger()).isEqualTo(JobTrigger.SCHEDULE);
        assertThat(skipped.started()).isEqualTo(DUE.plus(DAY));
        assertThat(skipped.ended()).contains(last);
        assertThat(skipped.vms()).isEmpty();
        assertThat(skipped.timesSkipped()).isEqualTo(times);
        assertThat(skipped.problem())
                .contains(
                        Problem.of(ProblemCode.JOB_TIME_SKIPPED)
                                .with("job", "Long")
                                .withCount("run", living.id().value())
                                .withCount("times", times));
    }

    @Test
    void aSkippedTimeDoesNotStandInTheWayOfTheNext() throws Exception {
        engine.runSchedules();
        LabJobs.hold(lab);
        JobId job = add("Long", DAILY, LabHome.SMALL);
        clock.set(DUE);
        awaitNext(job, DUE.plus(DAY));
        clock.step(DAY);
        awaitNext(job, DUE.plus(DAY.multipliedBy(2)));
        lab.lab.faults().clear();
        reopen();
        clock.step(DAY);
        engine.runSchedules();
        awaitNext(job, DUE.plus(DAY.multipliedBy(3)));
        assertThat(runs(job))
                .extracting(JobRunView::state)
                .element(1)
                .isEqualTo(JobRunState.SKIPPED);
        assertThat(engine.jobs().await(runs(job).getFirst().id()).state())
                .isEqualTo(JobRunState.COMPLETED);
    }

    @Test
    void anEngineThatRunsSchedulesClosesQuietlyThoughTheCloserIsInterrupted() throws Exception {
        JobId job = add("Nightly", DAILY, "quick");
        try (CapturedLog log = CapturedLog.of("com.github.kagkarlsson", Level.WARN)) {
            for (int day = 0; day < 3; day++) {
                engine.runSchedules();
                clock.set(DUE.plus(DAY.multipliedBy(day)));
                awaitNext(job, DUE.plus(DAY.multipliedBy(day + 1)));
                Thread.currentThread().interrupt();
                engine.close();
                assertThat(Thread.interrupted()).isTrue();
                engine = lab.open(clock);
            }
            assertThat(log.text()).isEmpty();
        }
        assertThat(runs(job)).hasSize(3);
    }

    @Test
    void aChangedScheduleCountsFromNowAndAnotherChangeDoesNotMoveIt() throws Exception {
        JobId job = add("Nightly", DAILY, "quick");
        clock.set(DUE.plusSeconds(60));
        JobDefinition renamed = LabJobs.job("Renamed", DAILY, LabJobs.vm(engine, "quick"));
        assertThat(engine.jobs().change(job, renamed).nextRun()).contains(DUE);
        Schedule hourly = new Schedule.Cron("15 * * * *", ZoneOffset.UTC);
        JobDefinition other = LabJobs.job("Renamed", hourly, LabJobs.vm(engine, "quick"));
        assertThat(engine.jobs().change(job, other).nextRun())
                .contains(Instant.parse("2026-11-23T03:15:00Z"));
        JobDefinition manual =
                LabJobs.job("Renamed", new Schedule.Manual(), LabJobs.vm(engine, "quick"));
        assertThat(engine.jobs().change(job, manual).nextRun()).isEmpty();
        reopen();
        assertThat(next(job)).isEmpty();
    }
}
