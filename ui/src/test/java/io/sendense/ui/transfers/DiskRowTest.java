package io.sendense.ui.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.RunId;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.ObjectId;
import io.sendense.ui.FakeRun;
import io.sendense.ui.SampleInventory;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class DiskRowTest {
    private static final Instant START = Instant.parse("2026-11-22T20:15:00Z");

    private final RunView pending =
            FakeRun.pending(
                    new RunId(1),
                    "vc",
                    SampleInventory.vm(new ObjectId("vm-101")).orElseThrow(),
                    START);
    private final DiskRow row =
            new DiskRow(
                    pending.disks().getFirst(),
                    Texts.of(Language.ENGLISH, ZoneOffset.UTC, Path.of("/home/operator")));

    @Test
    void theBarHasTheColourOfTheDisksState() {
        assertThat(shown(pending)).isEqualTo(new DiskProgress(0, Tone.NEUTRAL));
        RunView half = FakeRun.transfer(pending, 2000, 100, 50, 1);
        assertThat(shown(half)).isEqualTo(new DiskProgress(0.5, Tone.RUNNING));
        assertThat(shown(FakeRun.completed(half, "pt1", START)))
                .isEqualTo(new DiskProgress(1, Tone.SUCCESS));
        assertThat(shown(FakeRun.failed(half, Problem.of(ProblemCode.VM_BUSY), START)))
                .isEqualTo(new DiskProgress(0.5, Tone.DANGER));
        assertThat(shown(FakeRun.cancelled(half, START)))
                .isEqualTo(new DiskProgress(0.5, Tone.NEUTRAL));
    }

    private DiskProgress shown(RunView run) {
        row.show(run.disks().getFirst());
        return row.progressProperty().get();
    }
}
