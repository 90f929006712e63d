package io.sendense.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.concern.Severity;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.source.change.FullReason;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTextTest {
    @Test
    void everyEventHasItsTextAndTheBundleHasNothingElse() {
        ResourceBundle bundle =
                ResourceBundle.getBundle("io.sendense.engine.run.events", Locale.ROOT);
        assertThat(bundle.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(
                                        Arrays.stream(EventCode.values()).map(Enum::name),
                                        Arrays.stream(FullReason.values())
                                                .map(reason -> "mode." + reason),
                                        Stream.of("mode." + ReadMode.INCREMENTAL),
                                        FullReason.ofDistrust().stream()
                                                .map(reason -> "mode.COMPARE." + reason),
                                        Arrays.stream(Severity.values())
                                                .map(severity -> "severity." + severity),
                                        bundle.keySet().stream()
                                                .filter(key ->
                                                        key.startsWith("reason.")
                                                                || key.startsWith("transport.")))
                                .flatMap(names -> names)
                                .toList());
    }

    @Test
    void saysHowADiskIsReadInWords() {
        assertThat(planned("RESIZED"))
                .endsWith("to read of 2.0 KiB (2,048 bytes), in full, as its size has changed.");
        assertThat(planned("OF_A_LATER_VERSION")).endsWith("OF_A_LATER_VERSION.");
    }

    private static String planned(String mode) {
        return EventText.english()
                .render(
                        new RunEvent(
                                1,
                                new RunId(1),
                                Instant.EPOCH,
                                EventCode.DISK_PLANNED,
                                Map.of(
                                        "label",
                                        new Argument.Text("Hard disk 1"),
                                        "planned",
                                        new Argument.Bytes(1024),
                                        "capacity",
                                        new Argument.Bytes(2048),
                                        "mode",
                                        new Argument.Text(mode))));
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
