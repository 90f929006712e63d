package io.sendense.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.ExcludedDisk;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.inventory.SnapshotNode;
import io.sendense.engine.source.inventory.VirtualMachine;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs of VMs that are not like most.
@Timeout(180)
class OddMachinesBackupTest {
    @TempDir private static Path folder;
    private static LabEngine lab;

    @BeforeAll
    static void start() throws Exception {
        lab = LabEngine.start(folder, options -> options);
    }

    @AfterEach
    void forgetRules() {
        lab.lab.faults().clear();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void neverTouchesTheSnapshotOfAUser() throws Exception {
        VirtualMachine before = lab.vm("with-user-snapshot");
        SnapshotNode users = before.snapshots().getFirst();
        FaultRule removals = lab.counting("RemoveSnapshot_Task");
        FaultRule all = lab.counting("RemoveAllSnapshots_Task");
        FaultRule consolidations = lab.counting("ConsolidateVMDisks_Task");
        FaultRule changes = lab.counting("ReconfigVM_Task");
        FaultRule itsRemovals = removals.object(users.id().value());
        lab.lab.faults().add(itsRemovals);

        lab.lab
                .disks("with-user-snapshot")
                .disk(2000)
                .orElseThrow()
                .write(70_000, ByteBuffer.wrap("written over the user's snapshot".getBytes(UTF_8)));
        RunView run = lab.backup("with-user-snapshot");
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.CHANGE_TRACKING_UNAVAILABLE);
        assertThat(lab.vm("with-user-snapshot").snapshots()).isEqualTo(before.snapshots());
        assertThat(lab.lab.faults().matched(removals)).as("ours").isEqualTo(1);
        assertThat(lab.lab.faults().matched(itsRemovals)).isZero();
        assertThat(lab.lab.faults().matched(all)).isZero();
        assertThat(lab.lab.faults().matched(consolidations)).isZero();
        assertThat(lab.lab.faults().matched(changes)).as("tracking is not ours to force").isZero();
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            assertThat(point.manifest().olderSnapshots()).contains(List.of(users.id().value()));
            assertThat(LabEngine.difference(point, 2000, lab.frozen("with-user-snapshot", 2000)))
                    .isEmpty();
        }
    }

    @Test
    void leavesAnIndependentDiskOutVisibly() throws Exception {
        RunView run = lab.backup("logs-independent");
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.disks()).extracting(DiskView::key).containsExactly(2000);
        assertThat(run.warnings()).hasSize(1);
        Problem warning = run.warnings().getFirst();
        assertThat(warning.code()).isEqualTo(ProblemCode.DISK_EXCLUDED);
        assertThat(warning.toException())
                .hasMessageContaining("Hard disk 2")
                .hasMessageContaining("INDEPENDENT_PERSISTENT");

        List<RunEvent> events = lab.engine.events(run.id(), 0);
        List<EventCode> story = events.stream().map(RunEvent::code).toList();
        assertThat(story).containsOnlyOnce(EventCode.DISK_LEFT_OUT);
        assertThat(story.indexOf(EventCode.DISK_LEFT_OUT))
                .as("it is said before anything is done")
                .isLessThan(story.indexOf(EventCode.SNAPSHOT_REQUESTED));
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            assertThat(point.manifest().excludedDisks())
                    .extracting(ExcludedDisk::key, ExcludedDisk::label, ExcludedDisk::capacityBytes)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(2001, "Hard disk 2", 1L << 30));
            assertThat(LabEngine.difference(point, 2000, lab.frozen("logs-independent", 2000)))
                    .isEmpty();
        }
    }

    @Test
    void aClusterNodeFailsWithTheServersReasonAfterItsDisksWereNamed() throws Exception {
        RunView run = lab.backup("cluster-node");
        assertThat(run.state()).isEqualTo(RunState.FAILED);
        assertThat(run.problem().map(Problem::code)).contains(ProblemCode.SNAPSHOT_CREATE_FAILED);
        List<RunEvent> leftOut =
                lab.engine.events(run.id(), 0).stream()
                        .filter(event -> event.code() == EventCode.DISK_LEFT_OUT)
                        .toList();
        assertThat(leftOut).hasSize(2);
        assertThat(leftOut.getFirst().arguments().toString())
                .contains("Hard disk 2", "INDEPENDENT_PERSISTENT");
        assertThat(leftOut.getLast().arguments().toString()).contains("Hard disk 3", "SHARED");
        assertThat(lab.vm("cluster-node").snapshots()).isEmpty();
    }

    @Test
    void aVmWithSixDisksOnTwoControllersComesBackByteForByte() throws Exception {
        RunView run = lab.backup("erp-six-disks");
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        assertThat(run.disks())
                .extracting(DiskView::key)
                .containsExactly(2000, 2001, 2008, 16000, 16001, 16004);
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            for (DiskView disk : run.disks()) {
                Path frozen = lab.frozen("erp-six-disks", disk.key());
                assertThat(Files.size(frozen)).isEqualTo(disk.capacityBytes());
                assertThat(LabEngine.difference(point, disk.key(), frozen))
                        .as("disk %d", disk.key())
                        .isEmpty();
            }
        }
    }

    @Test
    void keepsNvmeTpmAndSecureBootInTheConfigurationOfThePoint() throws Exception {
        RunView run = lab.backup("win11-sealed");
        assertThat(run.problem()).isEmpty();
        assertThat(run.disks()).extracting(DiskView::key).containsExactly(32000, 32001);
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            String config = Files.readString(point.folder().resolve("config.xml"));
            assertThat(config)
                    .containsPattern("<device [^>]*type=\"VirtualNVMEController\"")
                    .containsPattern("<device [^>]*type=\"VirtualTPM\"")
                    .containsPattern("<efiSecureBootEnabled[^>]*>true</efiSecureBootEnabled>")
                    .containsPattern("<firmware[^>]*>efi</firmware>");
            byte[] nvram = Files.readAllBytes(point.folder().resolve("nvram"));
            assertThat(nvram).hasSize(270_840).startsWith('M', 'R', 'V', 'N');
        }
    }

    @Test
    void warnsWhereTheBootSettingsCannotBeRead() throws Exception {
        lab.lab
                .faults()
                .add(
                        FaultRule.on(FaultRule.FOLDER, new FaultAction.AnswerStatus(404))
                                .object("no-tools.nvram")
                                .always());
        RunView run = lab.backup("no-tools");
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.NVRAM_NOT_SAVED);
        try (Repository repository = lab.repository()) {
            assertThat(LabEngine.point(repository, run).folder().resolve("nvram")).doesNotExist();
        }
    }
}
