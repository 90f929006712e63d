package io.sendense.engine.lab.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.Extent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One thread reading a frozen disk in requests of 1 MiB: the lab must not be what slows a backup.
@Tag("benchmark")
class FrozenReadSpeedTest {
    private static final int REQUEST_BYTES = 1 << 20;
    private static final long MIB = 1 << 20;

    @TempDir Path directory;

    @Test
    void readsHolesAndDataFasterThanAnyNetwork() {
        try (LabStorage storage = new LabStorage(directory, StorageLimits.standard());
                MachineDisks vm =
                        storage.create(
                                List.of(
                                        new DiskSpec(
                                                2000,
                                                102L << 30,
                                                DiskContent.DATABASE_SYSTEM,
                                                1)))) {
            LabDisk live = vm.disks().getFirst();
            ByteBuffer changed = ByteBuffer.allocate(64 << 20);
            live.write(60L << 30, changed);
            FrozenDisk disk = vm.freeze("speed").disks().get(2000);
            Extent noise = longestFile(live, "tar.zst");
            Extent text = longestFile(live, "log");
            Extent hole = new Extent(70L << 30, 1L << 30);
            for (ByteBuffer target :
                    List.of(
                            ByteBuffer.allocate(REQUEST_BYTES),
                            ByteBuffer.allocateDirect(REQUEST_BYTES))) {
                assertThat(speed(disk, hole, target, "hole")).isGreaterThan(1024);
                assertThat(speed(disk, noise, target, "noise")).isGreaterThan(300);
                assertThat(speed(disk, text, target, "text")).isGreaterThan(300);
                Extent written = new Extent(60L << 30, changed.capacity());
                assertThat(speed(disk, written, target, "changed blocks")).isGreaterThan(300);
            }
        }
    }

    private static Extent longestFile(LabDisk disk, String suffix) {
        return disk.files().stream()
                .filter(file -> file.path().endsWith(suffix))
                .map(file -> file.fragments().getFirst().extent())
                .max((one, other) -> Long.compare(one.length(), other.length()))
                .orElseThrow();
    }

    /// MiB per second, the best of a few rounds of a quarter of a second.
    private static double speed(FrozenDisk disk, Extent where, ByteBuffer target, String what) {
        double best = 0;
        for (int round = 0; round < 4; round++) {
            long bytes = 0;
            long begun = System.nanoTime();
            while (System.nanoTime() - begun < 250_000_000) {
                for (long at = where.offset();
                        at + REQUEST_BYTES <= where.end();
                        at += REQUEST_BYTES) {
                    disk.read(at, target.clear());
                    bytes += REQUEST_BYTES;
                }
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            best = Math.max(best, bytes / seconds / MIB);
        }
        System.out.printf(
                "%s into %s: %.0f MiB/s%n",
                what, target.isDirect() ? "direct buffer" : "array", best);
        return best;
    }
}
