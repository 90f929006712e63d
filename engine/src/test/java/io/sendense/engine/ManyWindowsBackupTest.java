package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.lab.fault.FaultRule;
import io.sendense.engine.lab.storage.LabDisk;
import io.sendense.engine.lab.storage.StorageLimits;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import io.sendense.engine.run.RunView;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Changed areas that the server tells in many small windows, through the whole engine.
@Timeout(120)
class ManyWindowsBackupTest {
    private static final String VM = "Kasse 1";
    private static final int KEY = 16000;
    private static final long WINDOW = 32L << 20;

    @TempDir private Path folder;

    @Test
    void takesTheAreasOfEveryWindow() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (LabEngine lab =
                LabEngine.start(
                        folder,
                        options ->
                                options.withGuestSteps(0)
                                        .withStorage(
                                                StorageLimits.standard().withWindow(WINDOW, 2)))) {
            LabDisk disk = lab.lab.disks(VM).disks().getFirst();
            long windows = disk.capacityBytes() / WINDOW;
            FaultRule queries = lab.counting("QueryChangedDiskAreas");
            RunView first = lab.backup(VM);
            assertThat(lab.lab.faults().matched(queries)).isGreaterThanOrEqualTo((int) windows);
            assertSame(lab, first);

            for (long window = 0; window < windows; window += 3) {
                // more areas than fit into one answer
                for (int area = 0; area < 5; area++) {
                    byte[] bytes = new byte[700];
                    random.nextBytes(bytes);
                    disk.write(
                            window * WINDOW + area * (WINDOW / 5) + random.nextInt(1 << 20),
                            ByteBuffer.wrap(bytes));
                }
            }
            int before = lab.lab.faults().matched(queries);
            RunView second = lab.backup(VM);
            DiskView changed = second.disks().getFirst();
            assertThat(changed.mode()).contains(ReadMode.INCREMENTAL);
            assertThat(changed.plannedBytes())
                    .isBetween(windows / 3 * 5 * 65_536, (windows / 3 + 1) * 5 * 2 * 65_536);
            assertThat(lab.lab.faults().matched(queries) - before)
                    .as("cut by length and by number of areas")
                    .isGreaterThan((int) (windows + windows / 3));
            assertSame(lab, second);
        }
    }

    private static void assertSame(LabEngine lab, RunView run) throws Exception {
        assertThat(run.problem()).isEmpty();
        try (Repository repository = lab.repository()) {
            assertThat(
                            LabEngine.difference(
                                    LabEngine.point(repository, run), KEY, lab.frozen(VM, KEY)))
                    .isEmpty();
        }
    }
}
