package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabCaller;
import io.sendense.engine.lab.storage.FrozenMachine;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.FullReason;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What befalls the change tracking of a lab VM's disks between two backups: each point is the
/// frozen disks byte for byte, and the run says why a disk was not read incrementally.
@Timeout(300)
class TrackedDisksTest {
    private static final String VM = "erp-six-disks";
    private static final int BLOCK = 65_536;

    @TempDir private Path folder;
    private LabEngine lab;
    private List<LabDisk> disks;
    private LabDisk first;
    private LabDisk second;

    @BeforeEach
    void open() throws Exception {
        lab = LabEngine.start(folder, options -> options.withGuestSteps(0));
        disks = lab.lab.disks(VM).disks();
        first = disks.getFirst();
        second = disks.get(1);
        assertStored(lab.backup(VM), all(FullReason.FIRST_POINT));
    }

    @AfterEach
    void close() {
        lab.close();
    }

    /// As by an array's snapshot, of which vSphere knows nothing.
    @Test
    void disksThatWereBroughtBackBehindTheLastPointAreNotBelieved() throws Exception {
        try (FrozenMachine array = lab.lab.disks(VM).freeze("of the array")) {
            for (int run = 0; run < 2; run++) {
                write(first, 30 + run, run);
                assertStored(lab.backup(VM), Map.of());
            }
            lab.lab.disks(VM).revert(array);
        }
        write(first, 50, 7);
        assertStored(lab.backup(VM), all(FullReason.TRACKING_RESET));
        write(second, 60, 8);
        assertStored(lab.backup(VM), Map.of());
    }

    @Test
    void aChangeIdThatIsGivenOutTwiceIsNotBelieved() throws Exception {
        try (FrozenMachine array = lab.lab.disks(VM).freeze("of the array")) {
            write(first, 30, 1);
            assertStored(lab.backup(VM), Map.of());
            lab.lab.disks(VM).revert(array);
        }
        write(first, 50, 7);
        assertStored(lab.backup(VM), all(FullReason.TRACKING_RESET));
    }

    /// Nothing that the last point holds is lost then.
    @Test
    void aVmThatWentBackToASnapshotYoungerThanTheLastPointStaysIncremental() throws Exception {
        LabCaller caller = new LabCaller(lab.lab).loggedIn();
        write(first, 30, 1);
        String users = caller.snapshot(caller.machine(VM), "the user's").first("result");
        write(first, 31, 2);
        write(second, 0, 3);
        LabCaller.Answer reverted =
                caller.finished(
                        caller.call(
                                "RevertToSnapshot_Task", "VirtualMachineSnapshot:" + users, ""));
        assertThat(reverted.first("state")).isEqualTo("success");
        LabCaller.Answer _ = caller.remove(users);
        write(first, 50, 4);
        assertStored(lab.backup(VM), Map.of());
    }

    @Test
    void onlyTheDiskThatHasGrownIsStoredInFull() throws Exception {
        write(first, 30, 1);
        lab.lab.disks(VM).grow(second.key(), second.capacityBytes() + 5 * 512);
        write(second, second.capacityBytes() / BLOCK, 2);
        assertStored(lab.backup(VM), Map.of(second.key(), FullReason.RESIZED));
        write(second, 40, 3);
        assertStored(lab.backup(VM), Map.of());
    }

    @Test
    void onlyTheDiskWhoseTrackingBeganAnewIsNotBelieved() throws Exception {
        write(first, 30, 1);
        second.resetChangeTracking();
        write(second, 30, 2);
        assertStored(lab.backup(VM), Map.of(second.key(), FullReason.TRACKING_RESET));
        write(second, 40, 3);
        assertStored(lab.backup(VM), Map.of());
    }

    /// Judged by qemu-img: in the layer itself the range is zero, so that nothing of the parent's
    /// shows through.
    @Test
    void whatWasGivenBackIsExplicitZeroInTheLayer() throws Exception {
        write(first, 100, 1);
        assertStored(lab.backup(VM), Map.of());
        first.zero(100L * BLOCK, BLOCK);
        RunView run = lab.backup(VM);
        assertStored(run, Map.of());
        try (Repository repository = lab.repository()) {
            Path layer = LabEngine.point(repository, run).layer(first.key()).file();
            assertThat(PeerProcess.run("qemu-img", "map", "--output=json", layer.toString()))
                    .containsPattern(
                            "\"start\": 6553600, \"length\": 65536, \"depth\": 0,"
                                    + " \"present\": true, \"zero\": true, \"data\": false");
        }
    }

    private static void write(LabDisk disk, long block, long seed) {
        long offset = block * BLOCK;
        byte[] bytes = new byte[(int) Math.min(BLOCK, disk.capacityBytes() - offset)];
        new Random(seed).nextBytes(bytes);
        disk.write(offset, ByteBuffer.wrap(bytes));
    }

    private Map<Integer, FullReason> all(FullReason reason) {
        return disks.stream().collect(Collectors.toMap(LabDisk::key, _ -> reason));
    }

    /// @param reasons of the disks that were not read incrementally
    private void assertStored(RunView run, Map<Integer, FullReason> reasons) throws Exception {
        assertThat(run.problem()).isEmpty();
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            for (DiskView disk : run.disks()) {
                assertThat(LabEngine.difference(point, disk.key(), lab.frozen(VM, disk.key())))
                        .as("disk %d", disk.key())
                        .isEmpty();
                assertThat(disk.fullReason())
                        .as("disk %d", disk.key())
                        .isEqualTo(Optional.ofNullable(reasons.get(disk.key())).map(Enum::name));
            }
            assertThat(lab.engine.verify(point.id().value(), Progress.NONE).findings()).isEmpty();
        }
    }
}
