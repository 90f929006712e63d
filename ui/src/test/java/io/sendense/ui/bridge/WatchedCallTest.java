package io.sendense.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Progress;
import io.sendense.ui.StraightTasks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchedCallTest {
    private final StraightTasks tasks = new StraightTasks();
    private Instant now = Instant.EPOCH;
    private final WatchedCall call = new WatchedCall(tasks, () -> now);
    private final List<String> told = new ArrayList<>();

    private void begin(WatchedCall.Call<String> work) {
        call.start(work, told::add, why -> told.add(why.code().id()));
    }

    @Test
    void showsTheNewestStepOnceADrain() {
        tasks.hold();
        Progress[] progress = new Progress[1];
        begin(told -> {
            progress[0] = told;
            for (int i = 1; i <= 1000; i++) {
                told.at("disk", i, 2000);
            }
            now = now.plusSeconds(10);
            return "done";
        });
        assertThat(call.runningProperty().get()).isTrue();
        tasks.letGo();
        assertThat(told).containsExactly("done");
        assertThat(call.runningProperty().get()).isFalse();
        assertThat(tasks.passTime()).as("drains that were planned").isEqualTo(1);
        assertThat(call.stepProperty().get().fraction())
                .as("what ended is not shown any more")
                .isEqualTo(-1);
    }

    @Test
    void tellsHowFastItGoes() {
        begin(progress -> {
            now = now.plusSeconds(4);
            progress.at("disk", 400, 2000);
            tasks.passTime();
            assertThat(call.stepProperty().get())
                    .isEqualTo(new WatchedCall.Step("disk", 400, 2000, 100));
            return "done";
        });
        assertThat(told).containsExactly("done");
    }

    @Test
    void nothingArrivesAfterACancelOrAnotherStart() {
        tasks.hold();
        begin(_ -> "first");
        begin(_ -> "second");
        tasks.letGo();
        assertThat(told).containsExactly("second");
        tasks.hold();
        begin(_ -> "third");
        call.cancel();
        call.cancel();
        tasks.letGo();
        assertThat(told).containsExactly("second");
        assertThat(call.runningProperty().get()).isFalse();
    }

    @Test
    void aFailureEndsIt() {
        begin(_ -> {
            throw Problem.of(ProblemCode.POINT_DAMAGED).toException();
        });
        assertThat(told).containsExactly("POINT-DAMAGED");
        assertThat(call.runningProperty().get()).isFalse();
    }
}
