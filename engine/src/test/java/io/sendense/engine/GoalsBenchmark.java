package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.LabOptions;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.run.BackupOptions;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.EventCode;
import io.sendense.engine.run.RunEvent;
import io.sendense.engine.run.RunView;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs of the lab's database VM (102 and 5 GiB) through TLS, with 4 GB in use: a full, an
/// incremental of 5 % and one of 50 MB. To be run by hand; the lab works in the same process:
///
/// `./mvnw -Pquick test -pl engine -Dtest=GoalsBenchmark`
///
/// `-Dsendense.goals.compression=ZSTD` compresses the layers, `-Dsendense.goals.text=true` makes
/// every other MiB of the guest a text that packs.
class GoalsBenchmark {
    private static final String VM = "pgtest1";
    private static final long MB = 1_000_000;
    private static final int PIECE = 1 << 20;

    /// A line of the guest's text; its first 12 characters become random digits.
    private static final String LINE = "123456789012 UPDATE line SET amount = 12 WHERE id = 7\n";

    @TempDir private Path folder;

    private final Random random = new Random(20261127);
    private final boolean text = Boolean.getBoolean("sendense.goals.text");
    private final BackupOptions how =
            BackupOptions.usual()
                    .compressed(
                            Compression.valueOf(
                                    System.getProperty("sendense.goals.compression", "NONE")));

    @Test
    void measure() throws Exception {
        long used = Long.getLong("sendense.goals.used.mb", 4000) * MB;
        try (LabEngine lab =
                LabEngine.start(
                        folder,
                        _ ->
                                LabOptions.standard(InstantSource.system())
                                        .withTaskTime(Duration.ofMillis(20))
                                        .withGuestSteps(0))) {
            write(lab, used);
            long full = report(lab, "full");
            write(lab, used / 20);
            long incremental = report(lab, "incremental, 5 % changed");
            System.out.printf(
                    "the incremental is %.1f %% smaller than the full%n",
                    100.0 * (full - incremental) / full);
            write(lab, 50 * MB);
            report(lab, "incremental, 50 MB changed");
        }
    }

    /// Random bytes, or such and text in turn, spread over the large disk.
    private void write(LabEngine lab, long bytes) {
        LabDisk disk = lab.lab.disks(VM).disks().getFirst();
        byte[] content = new byte[PIECE];
        for (long done = 0; done < bytes; done += PIECE) {
            random.nextBytes(content);
            if (text && done / PIECE % 2 == 0) {
                for (int i = 0; i < PIECE; i++) {
                    int at = i % LINE.length();
                    content[i] = (byte) (at < 12 ? content[i] & 7 | '0' : LINE.charAt(at));
                }
            }
            long piece = random.nextLong(disk.capacityBytes() / PIECE - 1);
            disk.write(piece * PIECE, ByteBuffer.wrap(content));
        }
    }

    /// What this process, the lab in it, has used of the processors.
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    /// @return size of the layers in bytes
    private long report(LabEngine lab, String what) throws Exception {
        Duration before = cpu();
        RunView run = lab.backup(VM, how);
        Duration used = cpu().minus(before);
        assertThat(run.problem()).isEmpty();
        long planned = run.disks().stream().mapToLong(DiskView::plannedBytes).sum();
        Duration whole = Duration.between(run.started(), run.ended().orElseThrow());
        Duration moving = Duration.ZERO;
        for (RunEvent event : lab.engine.events(run.id(), 0)) {
            if (event.code() == EventCode.SNAPSHOT_CREATED) {
                moving = Duration.between(event.time(), run.ended().orElseThrow());
            }
        }
        try (Repository repository = lab.repository()) {
            RestorePoint point = LabEngine.point(repository, run);
            System.out.printf(
                    "%s: %.0f MB read, %.0f MB stored, %.2f s in all, %.2f s after the snapshot, %.0f MB/s, %.2f s of a processor%n",
                    what,
                    (double) planned / MB,
                    (double) point.layerBytes() / MB,
                    whole.toMillis() / 1e3,
                    moving.toMillis() / 1e3,
                    (double) planned / MB / moving.toMillis() * 1e3,
                    used.toMillis() / 1e3);
            return point.layerBytes();
        }
    }
}
