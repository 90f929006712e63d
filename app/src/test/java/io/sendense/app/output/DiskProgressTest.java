package io.sendense.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DiskProgressTest {
    private final ByteArrayOutputStream results = new ByteArrayOutputStream();
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final List<String> drawn = new ArrayList<>();
    private long seconds = -7;

    private DiskProgress progress(boolean terminal) {
        Output output =
                new Output(
                        new PrintStream(results, true, StandardCharsets.UTF_8),
                        new PrintStream(notes, true, StandardCharsets.UTF_8),
                        true,
                        terminal);
        return new DiskProgress(output, "disk.qcow2", this::draw, () -> seconds * 1_000_000_000);
    }

    /// A bar that only remembers.
    private DiskBar draw(String name, long planned) {
        drawn.add(name + " of " + planned);
        return new DiskBar() {
            @Override
            public void move(long doneBytes, long plannedBytes) {
                drawn.add(doneBytes + "/" + plannedBytes);
            }

            @Override
            public void close() {
                drawn.add("closed");
            }
        };
    }

    @Test
    void aTerminalHasOneBar() {
        try (DiskProgress progress = progress(true)) {
            progress.reached(10, 40);
            progress.reached(40, 40);
            progress.end();
        }
        assertThat(drawn).containsExactly("disk.qcow2 of 40", "10/40", "40/40", "closed");
        assertThat(notes.size()).isZero();
    }

    @Test
    void nothingToDoIsNotShown() {
        try (DiskProgress progress = progress(true)) {
            progress.reached(0, 0);
        }
        assertThat(drawn).isEmpty();
    }

    @Test
    void elseThereIsALineEveryFewSeconds() {
        try (DiskProgress progress = progress(false)) {
            progress.reached(1 << 20, 4 << 20);
            seconds += 3;
            progress.reached(2 << 20, 4 << 20);
            seconds += 2;
            progress.reached(3 << 20, 4 << 20);
        }
        assertThat(drawn).isEmpty();
        assertThat(notes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  disk.qcow2  50.0 %  2.0 MiB of 4.0 MiB  341.3 KiB/s  0:06 left");
        assertThat(results.size()).isZero();
    }

    @Test
    void theRateIsThatOfTheBytesSinceTheFirstWord() {
        try (DiskProgress progress = progress(false)) {
            progress.reached(3 << 20, 4 << 20);
            seconds += 4;
            progress.reached(3 << 20, 4 << 20);
            seconds += 4;
            progress.reached(4 << 20, 4 << 20);
        }
        assertThat(notes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "  disk.qcow2  75.0 %  3.0 MiB of 4.0 MiB",
                        "  disk.qcow2 100.0 %  4.0 MiB of 4.0 MiB  128.0 KiB/s  0:00 left");
    }

    @Test
    void whatWasCancelledIsOneObjectAndASentence() {
        try (DiskProgress progress = progress(true)) {
            progress.reached(1 << 20, 4 << 20);
            progress.cancelled("No file is left.");
        }
        assertThat(drawn.getLast()).isEqualTo("closed");
        assertThat(notes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Cancelled after 1.0 MiB of 4.0 MiB. No file is left.");
        JsonNode said = JsonMapper.builder().build().readTree(results.toByteArray());
        assertThat(said.path("cancelled").asBoolean()).isTrue();
        assertThat(said.path("doneBytes").asLong()).isEqualTo(1 << 20);
        assertThat(said.path("plannedBytes").asLong()).isEqualTo(4 << 20);
    }

    @Test
    void whatWasCancelledBeforeItBeganHasNoNumbers() {
        progress(false).cancelled("No file is left.");
        assertThat(notes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("Cancelled. No file is left.");
    }
}
