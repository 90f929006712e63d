package io.sendense.ui.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.BackupRequest;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunState;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeRun;
import io.sendense.ui.ViewModelBench;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ClosingTest {
    private final ViewModelBench bench = ViewModelBench.withVCenter();
    private final List<String> steps = new ArrayList<>();
    private final List<Consumer<Boolean>> asked = new ArrayList<>();
    private final Closing closing =
            new Closing(
                    bench.link,
                    bench.texts.messages(),
                    (_, answered) -> asked.add(answered),
                    new Closing.Steps(() -> steps.add("stopping"), () -> steps.add("exit")));

    @Test
    void closesAtOnceWhereNothingRuns() {
        closing.request();
        assertThat(steps).containsExactly("exit");
        assertThat(asked).isEmpty();
    }

    @Test
    void staysOpenWhenTheOperatorWantsTheRunsToGoOn() throws Exception {
        RunId run = start();
        closing.request();
        closing.request();
        assertThat(asked).as("asks once at a time").hasSize(1);
        asked.getFirst().accept(false);
        assertThat(steps).isEmpty();
        assertThat(bench.engine.run(run).state()).isEqualTo(RunState.PENDING);
        closing.request();
        assertThat(asked).hasSize(2);
    }

    @Test
    void closesOnlyAfterEveryRunHasEnded() throws Exception {
        RunId run = start();
        closing.request();
        bench.tasks.hold();
        asked.getFirst().accept(true);
        assertThat(steps).containsExactly("stopping");
        bench.engine.change(run, r -> FakeRun.cancelled(r, bench.engine.now()));
        bench.tasks.letGo();
        assertThat(steps).containsExactly("stopping", "exit");
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
