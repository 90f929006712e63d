package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.job.JobId;
import io.sendense.engine.job.Schedule;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleJobs;
import io.sendense.ui.ViewModelBench;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final List<String> steps = new ArrayList<>();
    private final List<ClosingQuestion> asked = new ArrayList<>();
    private final ObjectProperty<WhenClosed> whenClosed =
            new SimpleObjectProperty<>(WhenClosed.ASK);
    private final ObjectProperty<WhenClosed> whenScheduled =
            new SimpleObjectProperty<>(WhenClosed.ASK);
    private final Closing closing =
            new Closing(
                    bench.link,
                    bench.texts,
                    bench.engine::now,
                    new Closing.Wishes(whenClosed, whenScheduled),
                    new Closing.Steps(
                            asked::add,
                            bench.asker(),
                            told -> told.accept(true),
                            () -> steps.add("keep"),
                            () -> steps.add("raise"),
                            () -> steps.add("stopping"),
                            () -> steps.add("exit")));

    private void answer(ClosingQuestion.Choice choice, boolean always) {
        asked.removeFirst().answered().accept(new ClosingQuestion.Answer(choice, always));
    }

    @Test
    void closesAtOnceWhereNothingRuns() {
        closing.request();
        closing.quit();
        assertThat(steps).containsExactly("exit", "exit");
        assertThat(asked).isEmpty();
    }

    @Test
    void goesBackOrOnInTheTrayAsTheOperatorWants() throws Exception {
        RunId run = start();
        closing.request();
        closing.request();
        assertThat(asked).as("asks once at a time").hasSize(1);
        assertThat(asked.getFirst().tray()).isTrue();
        answer(ClosingQuestion.Choice.GO_BACK, true);
        assertThat(steps).isEmpty();
        closing.request();
        answer(ClosingQuestion.Choice.KEEP_RUNNING, false);
        assertThat(steps).containsExactly("keep");
        assertThat(bench.engine.run(run).state()).isEqualTo(RunState.PENDING);
        assertThat(whenClosed.get()).isEqualTo(WhenClosed.ASK);
        closing.request();
        answer(ClosingQuestion.Choice.KEEP_RUNNING, true);
        closing.request();
        assertThat(asked).as("not asked any more").isEmpty();
        assertThat(steps).containsExactly("keep", "keep", "keep");
    }

    @Test
    void quittingFromTheTrayAsksInTheWindow() throws Exception {
        start();
        whenClosed.set(WhenClosed.KEEP_RUNNING);
        closing.quit();
        assertThat(steps).containsExactly("raise");
        assertThat(asked).hasSize(1);
    }

    @Test
    void stopsAllOnlyWhenThatIsConfirmed() throws Exception {
        RunId run = start();
        bench.confirm(false);
        closing.stopAll();
        assertThat(bench.engine.run(run).state()).isEqualTo(RunState.PENDING);
        bench.confirm(true);
        closing.stopAll();
        assertThat(bench.engine.run(run).state()).isEqualTo(RunState.CANCELLING);
        assertThat(steps).doesNotContain("exit");
    }

    @Test
    void closesOnlyAfterEveryRunHasEnded() throws Exception {
        RunId run = start();
        closing.request();
        bench.tasks.hold();
        answer(ClosingQuestion.Choice.STOP, true);
        assertThat(steps).containsExactly("stopping");
        assertThat(whenClosed.get()).isEqualTo(WhenClosed.STOP);
        bench.engine.change(run, r -> FakeRun.cancelled(r, bench.engine.now()));
        bench.tasks.letGo();
        assertThat(steps).containsExactly("stopping", "exit");
    }

    @Test
    void asksWhetherScheduledJobsAreToBeLeftUnrun() throws Exception {
        schedule();
        closing.request();
        closing.request();
        assertThat(asked).hasSize(1);
        assertThat(asked.getFirst().reason())
                .isEqualTo(
                        new ClosingQuestion.Reason.Jobs(2, "Next: Nightly, today, 22:00 (in 2 h)"));
        answer(ClosingQuestion.Choice.GO_BACK, false);
        assertThat(steps).isEmpty();
        closing.request();
        answer(ClosingQuestion.Choice.KEEP_RUNNING, true);
        assertThat(steps).containsExactly("keep");
        assertThat(whenScheduled.get()).isEqualTo(WhenClosed.KEEP_RUNNING);
        assertThat(whenClosed.get()).as("of runs nothing was said").isEqualTo(WhenClosed.ASK);
        closing.request();
        assertThat(steps).containsExactly("keep", "keep");
        closing.quit();
        assertThat(steps).endsWith("raise");
        answer(ClosingQuestion.Choice.STOP, true);
        assertThat(steps).endsWith("raise", "exit");
        closing.request();
        assertThat(asked).as("not asked any more").isEmpty();
        assertThat(steps).endsWith("exit", "exit").doesNotContain("stopping");
    }

    @Test
    void asksOfRunsFirstAndStopsOneThatHasBegunMeanwhile() throws Exception {
        schedule();
        closing.request();
        RunId run = start();
        bench.tasks.hold();
        answer(ClosingQuestion.Choice.STOP, false);
        assertThat(steps).containsExactly("stopping");
        bench.engine.change(run, r -> FakeRun.cancelled(r, bench.engine.now()));
        bench.tasks.letGo();
        assertThat(steps).containsExactly("stopping", "exit");
    }

    @Test
    void asksNobodyForJobsThatDoNotRunByThemselves() throws Exception {
        bench.engine.jobs().add(SampleJobs.definition("By hand", new Schedule.Manual()));
        JobId off = bench.engine.jobs().add(SampleJobs.nightly("Off")).id();
        bench.engine.jobs().enable(off, false);
        bench.link.jobs().refresh();
        closing.request();
        assertThat(steps).containsExactly("exit");
    }

    private void schedule() throws Exception {
        bench.engine
                .jobs()
                .add(
                        SampleJobs.definition(
                                "Late", new Schedule.Daily(LocalTime.of(23, 30), ZoneOffset.UTC)));
        bench.engine.jobs().add(SampleJobs.nightly("Nightly"));
        bench.engine.jobs().add(SampleJobs.definition("By hand", new Schedule.Manual()));
        bench.link.jobs().refresh();
    }

    private RunId start() throws Exception {
        RunId run =
                bench.engine.startBackup(
                        new BackupRequest(
                                "vc",
                                new ObjectId("vm-101"),
                                Optional.empty(),
                                BackupOptions.usual()));
        bench.tasks.passTime();
        return run;
    }
}
