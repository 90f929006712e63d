package io.sendense.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Backups whose disks come from the host, if the operator wants that: the run says so.
@Timeout(120)
class HostBackupTest {
    private static final String VM = "Kasse 1";

    @TempDir private Path folder;

    @Test
    void theRunSaysWhichHostTheBytesCameFrom() throws Exception {
        VsphereConnector hosts = VsphereConnector.of(Map.of("SENDENSE_DISKS_FROM", "hosts"));
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0), hosts)) {
            lab.lab.hosts().open();
            assertThat(backup(lab).mode()).contains(ReadMode.FULL);
            lab.lab
                    .disks(VM)
                    .disks()
                    .getFirst()
                    .write(5 << 20, ByteBuffer.wrap("changed".getBytes(UTF_8)));
            assertThat(backup(lab).mode()).contains(ReadMode.INCREMENTAL);
        }
    }

    private static DiskView backup(LabEngine lab) throws Exception {
        RunView run = lab.backup(VM);
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        DiskView disk = run.disks().getFirst();
        assertThat(disk.transport()).contains("folder, host esx11.lab.invalid");
        assertThat(disk.waits().network()).as("told from the source").isPositive();
        try (Repository repository = lab.repository()) {
            assertThat(
                            LabEngine.difference(
                                    LabEngine.point(repository, run),
                                    disk.key(),
                                    lab.frozen(VM, disk.key())))
                    .isEmpty();
        }
        return disk;
    }

    @Test
    void anUnknownWayIsRefused() throws Exception {
        VsphereConnector.of(Map.of());
        VsphereConnector.of(Map.of("SENDENSE_DISKS_FROM", "server"));
        assertThatThrownBy(() -> VsphereConnector.of(Map.of("SENDENSE_DISKS_FROM", "clouds")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("clouds");
    }
}
