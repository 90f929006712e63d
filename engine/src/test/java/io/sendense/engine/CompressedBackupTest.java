package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.export.ExportFormat;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.Progress;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `pgtest1` backed up compressed, from the lab to the files: every point is the frozen disks of
/// its moment, sound for us and clean for qemu-img, and smaller than it would have been.
@Timeout(600)
class CompressedBackupTest {
    private static final String VM = "pgtest1";
    private static final BackupOptions PLAIN = BackupOptions.usual().compressed(Compression.NONE);
    private static final BackupOptions PACKED = BackupOptions.usual().compressed(Compression.ZSTD);

    @TempDir private Path folder;

    @Test
    @Tag("peers")
    void fullAndIncrementalsAreTheFrozenDisksInLessSpace() throws Exception {
        long seed = Long.getLong("sendense.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (LabEngine lab = LabEngine.start(folder, options -> options.withGuestSteps(0))) {
            RandomGuest guest = new RandomGuest(lab.lab.disks(VM), random);
            long plain = check(lab, lab.backup(VM, PLAIN.inFull()), ReadMode.FULL).layerBytes();
            RestorePoint full = check(lab, lab.backup(VM, PACKED.inFull()), ReadMode.FULL);
            assertThat(full.layerBytes()).isLessThan(plain * 9 / 10);
            RestorePoint last = full;
            for (int run = 0; run < 4; run++) {
                guest.write();
                BackupOptions how = run == 1 ? PLAIN : PACKED;
                try (AutoCloseable _ = guest.busy()) {
                    last = check(lab, lab.backup(VM, how), ReadMode.INCREMENTAL);
                }
            }
            exportIsTheSame(lab, last);
        }
    }

    private RestorePoint check(LabEngine lab, RunView run, ReadMode mode) throws Exception {
        assertThat(run.problem()).isEmpty();
        assertThat(run.state()).isEqualTo(RunState.COMPLETED);
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            for (DiskView disk : run.disks()) {
                assertThat(disk.mode()).contains(mode);
                Path frozen = lab.frozen(VM, disk.key());
                assertThat(LabEngine.difference(point, disk.key(), frozen)).isEmpty();
                Path layer = point.layer(disk.key()).file();
                Qemu.checkClean(layer);
                Qemu.compare(layer, frozen);
            }
            assertThat(lab.engine.verify(point.id().value(), Progress.NONE).findings()).isEmpty();
            return point;
        }
    }

    private void exportIsTheSame(LabEngine lab, RestorePoint point) throws Exception {
        Path file = folder.resolve("export.qcow2");
        int key = point.layers().getLast().key();
        lab.engine.export(
                new ExportRequest(point.id().value(), key, ExportFormat.QCOW2, file),
                Progress.NONE);
        Qemu.compare(file, lab.frozen(VM, key));
        Files.delete(file);
    }
}
