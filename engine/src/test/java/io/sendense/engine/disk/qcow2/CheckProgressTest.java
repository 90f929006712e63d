package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.ByteProgress;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A check tells how much of the file it has gone through, and an interrupt ends it.
class CheckProgressTest {
    private static final int CLUSTER = 512;
    private static final int TABLES = 40;

    /// Of the disk, by one L2 table.
    private static final int TABLE_COVERS = CLUSTER / 8 * CLUSTER;

    @TempDir private Path folder;
    private Path file = Path.of("");
    private final List<Long> reached = new ArrayList<>();
    private long planned;

    @BeforeEach
    void make() throws IOException {
        file = folder.resolve("disk.qcow2");
        Qcow2Options options =
                Qcow2Options.ofSize((long) TABLES * TABLE_COVERS).withClusterBytes(CLUSTER);
        try (Qcow2Image image = Qcow2Image.create(file, options)) {
            for (int i = 0; i < TABLES; i++) {
                image.write((long) i * TABLE_COVERS, ByteBuffer.allocate(CLUSTER).put(0, (byte) 1));
            }
        }
    }

    private ByteProgress recording() {
        return (done, all) -> {
            assertThat(planned == 0 || planned == all).isTrue();
            planned = all;
            reached.add(done);
        };
    }

    private void assertRisesTo(long bytes) {
        assertThat(planned).isEqualTo(bytes);
        assertThat(reached).isSorted().last().isEqualTo(bytes);
    }

    @Test
    void itRisesTableByTableToTheWholeFile() throws Exception {
        assertThat(Qcow2Check.run(file, recording()).clean()).isTrue();
        assertRisesTo(Files.size(file));
        assertThat(reached).hasSize(TABLES + 1);
        assertThat(reached.getFirst()).isEqualTo(Files.size(file) / TABLES);
    }

    @Test
    void ofAFileOfTwoWindowsEachIsItsPart() throws Exception {
        long length = (4L << 30) + (1 << 20);
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setLength(length);
        }
        Qcow2Check.run(file, recording());
        assertRisesTo(length);
        assertThat(reached).hasSize(2 * (TABLES + 1)).contains(4L << 30);
    }

    @Test
    void aRepairGoesOverTheFileThreeTimes() throws Exception {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL2(0, 0, 0);
        }
        assertThat(Qcow2Check.repairLeaks(file, recording()).leaks()).isEqualTo(1);
        assertRisesTo(3 * Files.size(file));
        assertThat(Qcow2Check.run(file).clean()).isTrue();
    }

    @Test
    void anInterruptEndsItInTheMiddle() {
        ByteProgress interrupting =
                (done, all) -> {
                    reached.add(done);
                    if (done > all / 2) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThatThrownBy(() -> Qcow2Check.run(file, interrupting))
                .isInstanceOf(InterruptedException.class);
        assertThat(reached).hasSizeBetween(TABLES / 4, TABLES - 1);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void anInterruptedRepairCanBeRunAgain() throws Exception {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setL2(0, 0, 0);
        }
        ByteProgress interrupting =
                (done, all) -> {
                    if (done > all / 2) {
                        Thread.currentThread().interrupt();
                    }
                };
        assertThatThrownBy(() -> Qcow2Check.repairLeaks(file, interrupting))
                .isInstanceOf(InterruptedException.class);
        Qcow2Check.repairLeaks(file);
        assertThat(Qcow2Check.run(file).clean()).isTrue();
    }
}
