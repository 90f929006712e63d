package io.sendense.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabCaller;
import io.sendense.engine.lab.fault.FaultAction;
import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.SnapshotNode;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// VMs with snapshots of users, on volumes of both formats of redo logs: what is stored is, byte
/// for byte, what the run's snapshot froze, in full, incrementally and compared, also after the VM
/// was reverted. Nobody else's snapshot is touched.
@Timeout(180)
class UserSnapshotsBackupTest {
    private static final int KEY = 2000;
    private static final int MIB = 1 << 20;

    /// VMs of the lab.
    enum Machine {
        /// On VMFS 5.
        VMFS_SPARSE("Büro-Größe 日本", "Büro-Größe 日本", "-delta.vmdk"),
        /// On VMFS 6.
        SE_SPARSE("web/api", "web%2fapi", "-sesparse.vmdk");

        final String vm;
        final String stored;
        final String redoLogs;

        Machine(String vm, String stored, String redoLogs) {
            this.vm = vm;
            this.stored = stored;
            this.redoLogs = redoLogs;
        }
    }

    @TempDir private Path folder;
    private LabEngine lab;
    private LabCaller user;

    @BeforeEach
    void start() throws Exception {
        lab = LabEngine.start(folder, options -> options.withGuestSteps(0));
        user = new LabCaller(lab.lab).loggedIn();
    }

    @AfterEach
    void stop() {
        lab.close();
    }

    private LabDisk disk(Machine machine) {
        return lab.lab.disks(machine.vm).disk(KEY).orElseThrow();
    }

    private void write(Machine machine, long offset, String text) {
        disk(machine).write(offset, ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    private String snapshot(Machine machine, String name) throws Exception {
        return user.snapshot(user.machine(machine.stored), name).first("result");
    }

    /// The numbers of change tracking go on.
    private void snapshotsThatCameAndWent(Machine machine) throws Exception {
        for (int i = 0; i < 3; i++) {
            user.remove(snapshot(machine, "short"));
        }
    }

    /// Backs up, and checks that the point holds what the snapshot did.
    private DiskView backup(Machine machine) throws Exception {
        List<SnapshotNode> before = lab.vm(machine.vm).snapshots();
        RunView run = lab.backup(machine.vm);
        assertThat(run.problem()).isEmpty();
        try (Repository repository = lab.repository()) {
            assertThat(
                            LabEngine.difference(
                                    LabEngine.point(repository, run),
                                    KEY,
                                    lab.frozen(machine.stored, KEY)))
                    .as("first byte that differs from the frozen disk")
                    .isEmpty();
        }
        assertThat(lab.vm(machine.vm).snapshots()).as("users' snapshots").isEqualTo(before);
        assertThat(run.waits().source()).isPositive();
        assertThat(run.waits().network()).as("told from the source").isPositive();
        return run.disks().getFirst();
    }

    /// Data, zeroes and what was given back, over one another, in three layers and the head.
    private void layers(Machine machine, long seed) throws Exception {
        Random random = new Random(seed);
        for (int layer = 0; layer < 4; layer++) {
            for (int i = 0; i < 30; i++) {
                byte[] bytes = new byte[512 * (1 + random.nextInt(500))];
                random.nextBytes(bytes);
                disk(machine).write(random.nextInt(60 * MIB), ByteBuffer.wrap(bytes));
                disk(machine).zero(random.nextInt(60 * MIB), random.nextInt(MIB));
            }
            if (layer < 3) {
                snapshot(machine, "level " + layer);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areStoredInFull(Machine machine) throws Exception {
        layers(machine, 11);
        List<FaultRule> reads = new ArrayList<>();
        for (int delta = 1; delta <= 3; delta++) {
            String file = machine.stored + "-00000" + delta + machine.redoLogs;
            FaultRule read = FaultRule.on(FaultRule.FOLDER, new FaultAction.Delay(Duration.ZERO));
            reads.add(read.object(file).always());
        }
        reads.forEach(lab.lab.faults()::add);
        DiskView full = backup(machine);
        assertThat(full.mode()).contains(ReadMode.FULL);
        assertThat(full.fullReason()).contains(FullReason.FIRST_POINT.name());
        assertThat(full.transport()).contains("folder");
        assertThat(reads).allMatch(read -> lab.lab.faults().matched(read) > 3);
        write(machine, 3 * MIB, "once more");
        // tracking is not forced on while a snapshot of a user exists
        assertThat(backup(machine).mode()).contains(ReadMode.COMPARE);
    }

    @ParameterizedTest
    @EnumSource
    void areStoredIncrementally(Machine machine) throws Exception {
        assertThat(backup(machine).mode()).contains(ReadMode.FULL);
        layers(machine, 12);
        DiskView incremental = backup(machine);
        assertThat(incremental.mode()).contains(ReadMode.INCREMENTAL);
        assertThat(incremental.transport()).contains("folder");
        write(machine, 4 * MIB, "once more");
        DiskView compared = backup(machine);
        assertThat(compared.mode()).contains(ReadMode.COMPARE);
        assertThat(compared.fullReason()).contains(FullReason.SNAPSHOT_OLDER_THAN_PARENT.name());
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatTheServerForgotWhenTheVmWasReverted(Machine machine) throws Exception {
        assertThat(backup(machine).mode()).contains(ReadMode.FULL);
        String snapshot = snapshot(machine, "a user's");
        write(machine, MIB, "after the snapshot, before the revert");
        assertThat(backup(machine).mode()).contains(ReadMode.INCREMENTAL);
        user.revert(snapshot);
        write(machine, 9 * MIB, "after the revert");
        // the numbers catch up with those of the last point, and pass them
        snapshotsThatCameAndWent(machine);
        DiskView next = backup(machine);
        assertThat(next.mode()).contains(ReadMode.COMPARE);
        assertThat(next.fullReason()).contains(FullReason.SNAPSHOT_OLDER_THAN_PARENT.name());
    }

    @ParameterizedTest
    @EnumSource
    void doesNotTrustTheServerEitherAfterTheSnapshotIsGone(Machine machine) throws Exception {
        assertThat(backup(machine).mode()).contains(ReadMode.FULL);
        String snapshot = snapshot(machine, "a user's");
        write(machine, MIB, "after the snapshot, before the revert");
        assertThat(backup(machine).mode()).contains(ReadMode.INCREMENTAL);
        user.revert(snapshot);
        user.remove(snapshot);
        write(machine, 9 * MIB, "after the revert");
        snapshotsThatCameAndWent(machine);
        assertThat(backup(machine).mode()).contains(ReadMode.COMPARE);
        write(machine, 5 * MIB, "without any snapshot");
        assertThat(backup(machine).mode()).contains(ReadMode.INCREMENTAL);
    }
}
