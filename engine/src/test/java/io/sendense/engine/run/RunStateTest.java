package io.sendense.engine.run;

import static io.sendense.engine.run.RunState.CANCELLED;
import static io.sendense.engine.run.RunState.CANCELLING;
import static io.sendense.engine.run.RunState.COMPLETED;
import static io.sendense.engine.run.RunState.COMPLETED_WITH_WARNING;
import static io.sendense.engine.run.RunState.FAILED;
import static io.sendense.engine.run.RunState.PENDING;
import static io.sendense.engine.run.RunState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunStateTest {
    private static final Map<RunState, Set<RunState>> LEGAL =
            Map.of(
                    PENDING, EnumSet.of(RUNNING, FAILED, CANCELLED),
                    RUNNING, EnumSet.of(CANCELLING, COMPLETED, COMPLETED_WITH_WARNING, FAILED),
                    CANCELLING, EnumSet.of(COMPLETED, COMPLETED_WITH_WARNING, FAILED, CANCELLED),
                    COMPLETED, EnumSet.noneOf(RunState.class),
                    COMPLETED_WITH_WARNING, EnumSet.noneOf(RunState.class),
                    FAILED, EnumSet.noneOf(RunState.class),
                    CANCELLED, EnumSet.noneOf(RunState.class));

    @Test
    void allowsExactlyTheLegalSteps() {
        for (RunState from : RunState.values()) {
            for (RunState to : RunState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s -> %s", from, to)
                        .isEqualTo(LEGAL.get(from).contains(to));
            }
        }
    }

    @Test
    void anEndedRunNeverChangesAgain() {
        for (RunState state : RunState.values()) {
            assertThat(state.ended()).isEqualTo(LEGAL.get(state).isEmpty());
        }
    }
}
