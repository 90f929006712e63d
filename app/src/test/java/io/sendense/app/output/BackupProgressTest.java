package io.sendense.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.Bandwidth;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackupProgressTest {
    private final ByteArrayOutputStream notes = new ByteArrayOutputStream();
    private final List<Drawn> drawn = new ArrayList<>();
    private long nanos = -5;

    /// A bar that only remembers.
    private static final class Drawn implements DiskBar {
        private final String name;
        private long done;
        private long planned;
        private boolean closed;

        private Drawn(String name, long planned) {
            this.name = name;
            this.planned = planned;
        }

        @Override
        public void move(long doneBytes, long plannedBytes) {
            done = doneBytes;
            planned = plannedBytes;
        }

        @Override
        public void close() {
            closed = true;
        }

        @Override
        public String toString() {
            return name + " " + done + "/" + planned + (closed ? " closed" : "");
        }
    }

    @Test
    void disksOfTwoVmsWithEqualKeysHaveBarsOfTheirOwn() {
        try (BackupProgress progress = progress(true)) {
            progress.show(run(1, "web01", disk(2000, DiskState.TRANSFERRING, 10, 100)));
            progress.show(run(2, "web02", disk(2000, DiskState.TRANSFERRING, 20, 400)));
            progress.show(run(1, "web01", disk(2000, DiskState.COMPLETED, 100, 100)));
            assertThat(drawn)
                    .hasToString("[web01, Hard disk 1 100/100, web02, Hard disk 1 20/400]");
        }
        assertThat(drawn).allMatch(bar -> bar.closed);
        assertThat(text()).isEmpty();
    }

    @Test
    void aDiskThatWaitsHasNoBarYetAndOneWhosePlanChangesKeepsIts() {
        try (BackupProgress progress = progress(true)) {
            DiskView waiting = disk(2001, DiskState.WAITING, 0, 0);
            progress.show(run(1, "a", disk(2000, DiskState.TRANSFERRING, 0, 0), waiting));
            progress.show(run(1, "a", disk(2000, DiskState.TRANSFERRING, 5, 50), waiting));
            assertThat(drawn).hasToString("[a, Hard disk 1 5/50]");
        }
    }

    @Test
    void linesCarryTheVmAndEachRunHasItsOwnPause() {
        try (BackupProgress progress = progress(false)) {
            RunView first = run(1, "web01", disk(2000, DiskState.TRANSFERRING, 1 << 20, 4 << 20));
            RunView second = run(2, "web02", disk(2000, DiskState.TRANSFERRING, 0, 4 << 20));
            progress.show(first);
            progress.show(second);
            assertThat(text()).isEmpty();

            pass(Duration.ofSeconds(3));
            progress.show(first);
            progress.show(second);
            progress.show(first);
            assertThat(lines()).hasSize(2);
            assertThat(lines().getFirst())
                    .startsWith("  web01, Hard disk 1  25.0 %")
                    .contains("1.0 MiB of 4.0 MiB", "7 B/s")
                    .endsWith("transferring");
            assertThat(lines().getLast()).startsWith("  web02, Hard disk 1   0.0 %");

            pass(Duration.ofMillis(2999));
            progress.show(first);
            assertThat(lines()).hasSize(2);
        }
        assertThat(drawn).isEmpty();
    }

    @Test
    void aRunThatMovesNothingPrintsNothing() {
        try (BackupProgress progress = progress(false)) {
            RunView run = run(1, "web01", disk(2000, DiskState.WAITING, 0, 0));
            progress.show(run);
            pass(Duration.ofSeconds(60));
            progress.show(run);
        }
        assertThat(text()).isEmpty();
    }

    @Test
    void aLineShowsAnEmptyPlanAsDoneOnlyOnceItHasEnded() {
        assertThat(BackupProgress.line(disk(2000, DiskState.WAITING, 0, 0)))
                .startsWith("Hard disk 1      0.0 %")
                .endsWith("waiting");
        assertThat(BackupProgress.line(disk(2000, DiskState.COMPLETED, 0, 0)))
                .contains("100.0 %")
                .doesNotContain("/s");
    }

    private BackupProgress progress(boolean terminal) {
        PrintStream stream = new PrintStream(notes, true, StandardCharsets.UTF_8);
        return new BackupProgress(
                new Output(stream, stream, false, terminal), this::draw, () -> nanos);
    }

    private DiskBar draw(String name, long planned) {
        drawn.add(new Drawn(name, planned));
        return drawn.getLast();
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private String text() {
        return notes.toString(StandardCharsets.UTF_8);
    }

    private List<String> lines() {
        return text().lines().toList();
    }

    private static RunView run(long id, String vm, DiskView... disks) {
        return new RunView(
                new RunId(id),
                "lab",
                vm,
                "vm-" + id,
                "uuid-" + id,
                "default",
                RunState.RUNNING,
                RunPhase.TRANSFER,
                Instant.EPOCH,
                Optional.empty(),
                Bandwidth.UNLIMITED,
                Stream.of(disks).toList(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                "1",
                "abc");
    }

    private static DiskView disk(int key, DiskState state, long done, long planned) {
        return new DiskView(
                key,
                "Hard disk " + (key - 1999),
                planned,
                state,
                planned,
                done,
                0,
                0,
                7,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
