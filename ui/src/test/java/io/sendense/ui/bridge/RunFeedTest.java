package io.sendense.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.JobRunState;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeEngine;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.StraightTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunFeedTest {
    private final FakeEngine engine = FakeEngine.withVCenter(SampleJobs.VCENTER);
    private final StraightTasks tasks = new StraightTasks();
    private final RunFeed feed = new RunFeed(tasks);
    private final List<RunFeed.Changes> drained = new ArrayList<>();

    @Test
    void drainsOnceHoweverMuchHappened() throws Exception {
        RunId run = attachedWithRun();
        for (int i = 1; i <= 1000; i++) {
            int done = i;
            engine.change(run, r -> FakeRun.transfer(r, 2000, 10_000, done, 1));
        }
        engine.event(run, EventCode.SNAPSHOT_REMOVED, Map.of());
        engine.event(run, EventCode.RUN_COMPLETED, Map.of());
        assertThat(tasks.passTime()).as("drains planned").isOne();
        RunFeed.Changes changes = drained.getLast();
        assertThat(changes.runs()).extracting(RunView::doneBytes).containsExactly(1000L);
        assertThat(changes.events())
                .extracting(RunEvent::code)
                .containsExactly(EventCode.SNAPSHOT_REMOVED, EventCode.RUN_COMPLETED);
    }

    @Test
    void plansNothingWhileNothingHappens() throws Exception {
        attachedWithRun();
        assertThat(tasks.passTime()).isZero();
        assertThat(tasks.passTime()).isZero();
    }

    @Test
    void knowsWhichRunsAreLiving() throws Exception {
        RunId run = attachedWithRun();
        assertThat(feed.living()).extracting(RunView::id).containsExactly(run);
        engine.change(run, r -> FakeRun.in(r, RunPhase.SNAPSHOT));
        tasks.passTime();
        assertThat(feed.living()).extracting(RunView::phase).containsExactly(RunPhase.SNAPSHOT);
        engine.complete(run);
        tasks.passTime();
        assertThat(feed.living()).isEmpty();
    }

    @Test
    void hearsOfRunsThatLivedBeforeIt() throws Exception {
        RunId run = start();
        feed.attach(engine, _ -> {});
        tasks.passTime();
        assertThat(feed.living()).extracting(RunView::id).containsExactly(run);
    }

    @Test
    void tellsTheNewestOfEachExecutionAndOnceThatJobsHaveChanged() throws Exception {
        feed.watch(drained::add);
        feed.attach(engine, problem -> assertThat(problem).isNull());
        JobId job =
                engine.jobs().add(SampleJobs.nightly("Nightly", SampleJobs.vm("vm-101", "a"))).id();
        engine.jobs().enable(job, false);
        tasks.passTime();
        assertThat(drained).extracting(RunFeed.Changes::jobsChanged).containsExactly(true);
        engine.jobs().run(job);
        engine.complete(new RunId(1));
        tasks.passTime();
        assertThat(drained.getLast().jobRuns())
                .extracting(JobRunView::state)
                .containsExactly(JobRunState.COMPLETED);
        engine.past("vm-101", run -> run);
        engine.change(new RunId(2), run -> run);
        tasks.passTime();
        assertThat(drained.getLast().jobsChanged()).isFalse();
        assertThat(drained.getLast().jobRuns()).isEmpty();
    }

    @Test
    void noticesThatTheEngineIsGone() throws Exception {
        attachedWithRun();
        assertThat(feed.connectedProperty().get()).isTrue();
        engine.disconnect();
        tasks.passTime();
        assertThat(feed.connectedProperty().get()).isFalse();
    }

    @Test
    void leavesTheEngineWhenDetached() throws Exception {
        attachedWithRun();
        feed.detach();
        feed.detach();
        assertThat(engine.listenerCount()).isZero();
        assertThat(feed.connectedProperty().get()).isFalse();
    }

    private RunId attachedWithRun() throws Exception {
        feed.watch(drained::add);
        feed.attach(engine, problem -> assertThat(problem).isNull());
        RunId run = start();
        tasks.passTime();
        return run;
    }

    private RunId start() throws Exception {
        return engine.startBackup(
                new BackupRequest(
                        SampleJobs.VCENTER,
                        new ObjectId("vm-101"),
                        Optional.empty(),
                        BackupOptions.usual()));
    }
}
