package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.ConsistencyLevel;
import io.sendense.engine.repository.point.ManifestDisk;
import io.sendense.engine.repository.point.PointLayer;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Quiescing;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.ReadPolicy;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.engine.source.change.FullReason;
import io.sendense.engine.source.inventory.SnapshotRequest;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Disks whose change tracking cannot be trusted are compared with the sums of their chain.
@Timeout(60)
class UntrustedDisksTest {
    private static final int BLOCK = FakeDisk.BLOCK;
    private static final int KEY = 2000;

    @TempDir private Path folder;
    private BackupFixture fixture;
    private FakeDisk disk;

    @BeforeEach
    void open() throws Exception {
        fixture = new BackupFixture(folder);
        disk = fixture.source.addDisk(KEY, 100L * BLOCK + 512);
        fixture.source.write(disk, 0, noise(1, 10 * BLOCK));
        fixture.source.write(disk, 40L * BLOCK, noise(2, 20 * BLOCK));
        fixture.source.write(disk, 100L * BLOCK, noise(3, 512));
        fixture.backup();
    }

    @AfterEach
    void close() throws Exception {
        fixture.close();
    }

    @Test
    void storesOnlyWhatDiffersAfterAReset() throws Exception {
        changeUnseen();
        disk.trackingUuid = "52 cc dd";
        DiskView view = assertCompared(fixture.backup(), FullReason.TRACKING_RESET);
        assertThat(view.writtenBytes())
                .as("one changed, the short one, one new")
                .isEqualTo(2 * BLOCK + 512);
        assertThat(view.zeroedBytes()).as("zeroed, given back").isEqualTo(3 * BLOCK);
        assertThat(view.equalBytes()).isEqualTo(view.plannedBytes() - 5 * BLOCK - 512);
        assertThat(view.plannedBytes()).as("allocated now or before").isEqualTo(31 * BLOCK + 512);

        fixture.source.write(disk, 5L * BLOCK, noise(7, 10));
        RunView next = fixture.backup();
        assertThat(next.disks().getFirst().mode()).contains(ReadMode.INCREMENTAL);
        assertThat(fixture.restored(KEY)).isEqualTo(disk.bytes());
    }

    /// What the server would not tell of: nothing here moves the position of change tracking.
    private void changeUnseen() {
        fixture.source.write(disk, 3L * BLOCK + 9, noise(4, 1));
        fixture.source.write(disk, 70L * BLOCK, noise(5, 100));
        fixture.source.write(disk, 100L * BLOCK, noise(6, 512));
        fixture.source.write(disk, 41L * BLOCK, new byte[BLOCK]);
        disk.trim(50, 2);
    }

    @Test
    void readsAllOfADiskThatIsNotTracked() throws Exception {
        changeUnseen();
        fixture.source.tracking = false;
        fixture.source.refuseTracking = true;
        DiskView view = assertCompared(fixture.backup(), FullReason.NO_CHANGE_ID);
        assertThat(view.plannedBytes()).isEqualTo(disk.content.size());
        assertThat(view.writtenBytes()).isEqualTo(2 * BLOCK + 512);
        fixture.source.tracking = true;
        assertCompared(fixture.backup(), FullReason.PARENT_HAS_NO_CHANGE_ID);
    }

    @Test
    void comparesWhereTheServerRefusesToTell() throws Exception {
        changeUnseen();
        fixture.source.refuseQueries = true;
        assertCompared(fixture.backup(), FullReason.QUERY_REFUSED);
    }

    @Test
    void comparesThroughAChainWhoseLayersDefineDifferentClusters() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 8; round++) {
            if (round % 2 == 1) {
                disk.trackingUuid = "52 0" + round;
            }
            for (int i = 0; i < 6; i++) {
                int block = random.nextInt(100);
                switch (random.nextInt(3)) {
                    case 0 -> disk.trim(block, 1);
                    case 1 -> fixture.source.write(disk, (long) block * BLOCK, new byte[BLOCK]);
                    default ->
                            fixture.source.write(
                                    disk, (long) block * BLOCK, noise(block + round, 999));
                }
                if (disk.trackingUuid.equals("52 aa bb")) {
                    fixture.source.write(disk, (long) block * BLOCK, noise(block, 3));
                }
            }
            disk.trackingUuid = "52 1" + round;
            assertCompared(fixture.backup(), FullReason.TRACKING_RESET);
        }
    }

    @Test
    void storesInFullWhereThatIsThePolicy() throws Exception {
        disk.trackingUuid = "52 cc dd";
        RunView run = fixture.backup(BackupOptions.usual().reading(ReadPolicy.FULL_UNTRUSTED));
        assertThat(run.disks().getFirst().mode()).contains(ReadMode.FULL);
        assertThat(run.disks().getFirst().fullReason()).contains("TRACKING_RESET");
        assertThat(fixture.restored(KEY)).isEqualTo(disk.bytes());
    }

    /// A record that has moved to another cluster would hide a change: the file's own digest tells.
    @Test
    void doesNotCompareWithDamagedSums() throws Exception {
        PointLayer layer = fixture.repository.points().getFirst().layer(KEY);
        byte[] kept = java.nio.file.Files.readAllBytes(layer.sumsFile());
        try (FileChannel sums = FileChannel.open(layer.sumsFile(), StandardOpenOption.WRITE)) {
            sums.write(ByteBuffer.wrap(new byte[] {1}), kept.length - 1);
        }
        disk.trackingUuid = "52 cc dd";
        changeUnseen();
        RunView run = fixture.backup();
        assertThat(run.problem()).isEmpty();
        assertThat(run.disks().getFirst().mode()).contains(ReadMode.FULL);
        assertThat(run.disks().getFirst().fullReason()).contains("SUMS_UNUSABLE");
        assertThat(fixture.restored(KEY)).isEqualTo(disk.bytes());
        java.nio.file.Files.write(layer.sumsFile(), kept);
    }

    @Test
    void aGuestThatCannotRestIsBackedUpWithAWarningIfThatIsAllowed() throws Exception {
        fixture.source.refuseQuiesce = true;
        RunView run = fixture.backup(BackupOptions.usual().quiesced(Quiescing.PREFERRED));
        assertThat(run.state()).isEqualTo(RunState.COMPLETED_WITH_WARNING);
        assertThat(run.warnings())
                .extracting(Problem::code)
                .containsExactly(ProblemCode.SNAPSHOT_NOT_QUIESCED);
        assertThat(fixture.source.asked)
                .extracting(SnapshotRequest::quiesce)
                .containsExactly(false, true, true, true, false);
        assertThat(fixture.repository.points().getFirst().manifest().consistency())
                .isEqualTo(ConsistencyLevel.CRASH);

        fixture.source.refuseQuiesce = false;
        fixture.backup(BackupOptions.usual().quiesced(Quiescing.PREFERRED));
        assertThat(fixture.repository.points().getFirst().manifest().consistency())
                .isEqualTo(ConsistencyLevel.FILE_SYSTEM);
    }

    private DiskView assertCompared(RunView run, FullReason why) throws Exception {
        assertThat(run.problem()).isEmpty();
        DiskView view = run.disks().getFirst();
        assertThat(view.mode()).contains(ReadMode.COMPARE);
        assertThat(view.fullReason()).contains(why.name());
        assertThat(fixture.restored(KEY)).isEqualTo(disk.bytes());
        ManifestDisk stored = fixture.repository.points().getFirst().layer(KEY).disk();
        assertThat(stored.mode()).isEqualTo(ReadMode.COMPARE);
        assertThat(stored.fullReason()).contains(why);
        assertThat(stored.parent()).isPresent();
        return view;
    }

    private static byte[] noise(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
