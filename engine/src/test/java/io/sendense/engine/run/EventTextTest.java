package io.sendense.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Argument;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void everyEventHasItsTextAndTheBundleHasNothingElse() {
        ResourceBundle bundle =
                ResourceBundle.getBundle("io.sendense.engine.run.events", Locale.ENGLISH);
        assertThat(bundle.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(EventCode.values()).map(Enum::name).toList());
    }

    @Test
    void fillsArgumentsIn() {
        RunEvent event =
                new RunEvent(
                        1,
                        new RunId(1),
                        Instant.EPOCH,
                        EventCode.RUN_STARTED,
                        Map.of("vm", new Argument.Text("pgtest1")));
        assertThat(EventText.english().render(event)).isEqualTo("Backup of pgtest1 started.");
    }
}
