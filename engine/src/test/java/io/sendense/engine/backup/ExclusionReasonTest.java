package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.ProblemText;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.EventText;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunId;
import io.sendense.engine.source.inventory.DatastorePath;
import io.sendense.engine.source.inventory.DiskBacking;
import io.sendense.engine.source.inventory.DiskMode;
import io.sendense.engine.source.inventory.ExclusionReason;
import io.sendense.engine.source.inventory.VirtualDisk;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExclusionReasonTest {
    private static VirtualDisk disk(DiskMode mode, DiskBacking backing, boolean shared) {
        return new VirtualDisk(
                2000,
                "Hard disk 1",
                "SCSI 0",
                1000,
                0,
                1 << 20,
                DatastorePath.parse("[ds] vm/vm.vmdk"),
                backing,
                mode,
                true,
                shared,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    @Test
    void isThereForWhatNoSnapshotHolds() {
        assertThat(
                        ExclusionReason.of(
                                disk(
                                        DiskMode.INDEPENDENT_PERSISTENT,
                                        DiskBacking.RAW_PHYSICAL,
                                        true)))
                .contains(ExclusionReason.INDEPENDENT_PERSISTENT);
        assertThat(
                        ExclusionReason.of(
                                disk(DiskMode.INDEPENDENT_NONPERSISTENT, DiskBacking.FLAT, false)))
                .contains(ExclusionReason.INDEPENDENT_NONPERSISTENT);
        assertThat(ExclusionReason.of(disk(DiskMode.PERSISTENT, DiskBacking.RAW_PHYSICAL, false)))
                .contains(ExclusionReason.RAW_PHYSICAL);
        assertThat(ExclusionReason.of(disk(DiskMode.OTHER, DiskBacking.FLAT, true)))
                .contains(ExclusionReason.SHARED);
        assertThat(ExclusionReason.of(disk(DiskMode.PERSISTENT, DiskBacking.RAW_VIRTUAL, false)))
                .isEmpty();
    }

    /// The engine gives the code; both bundles have the words.
    @ParameterizedTest
    @EnumSource
    void isSaidInWordsByProblemAndEvent(ExclusionReason reason) {
        Problem problem =
                Problem.of(ProblemCode.DISK_EXCLUDED)
                        .with("label", "Hard disk 1")
                        .with("vm", "pgtest1")
                        .with("reason", reason.name());
        assertThat(ProblemText.english().render(problem).line())
                .doesNotContain(reason.name(), "(unknown)");
        RunEvent event =
                new RunEvent(
                        1,
                        new RunId(1),
                        Instant.EPOCH,
                        EventCode.DISK_LEFT_OUT,
                        Events.of(problem).arguments());
        assertThat(EventText.english().render(event))
                .startsWith("Hard disk 1 is left out: it")
                .doesNotContain(reason.name(), "(unknown)");
    }
}
