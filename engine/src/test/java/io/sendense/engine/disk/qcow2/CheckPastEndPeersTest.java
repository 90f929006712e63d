package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is counted, or used, behind the end of the file, is seen as `qemu-img check` sees it.
@Tag("peers")
class CheckPastEndPeersTest extends ChecksAlike {
    /// Clusters behind the end are counted: the first one, the third one, twice, and a late one.
    private Path countedBehindTheEnd() throws IOException {
        return damaged(image -> {
            long end = end(image);
            image.setRefcount(end, 1);
            image.setRefcount(end + 2 * CLUSTER, 2);
            image.setRefcount(end + 50 * CLUSTER, 1);
        });
    }

    private static long end(DamagedImage image) throws IOException {
        return Math.ceilDiv(image.length(), CLUSTER) * (long) CLUSTER;
    }

    private static void grow(Path file, int clusters) throws IOException {
        try (DamagedImage image = DamagedImage.open(file)) {
            image.setLength(end(image) + clusters * (long) CLUSTER);
        }
    }

    private static void assertLeaks(Path file, int leaks) throws Exception {
        assertAlike(file);
        CheckReport report = Qcow2Check.run(file);
        assertThat(report.leaks()).isEqualTo(leaks);
        assertThat(report.corruptions()).isZero();
    }

    @Test
    void countsThereAreNoLeaks() throws Exception {
        assertLeaks(countedBehindTheEnd(), 0);
    }

    @Test
    void areLeaksOnceTheFileIsLonger() throws Exception {
        Path file = countedBehindTheEnd();
        grow(file, 1);
        assertLeaks(file, 1);
        grow(file, 20);
        assertLeaks(file, 2);
        grow(file, 50);
        assertLeaks(file, 3);
    }

    /// One leak lies within the file, two behind its end.
    @Test
    void areLeftByARepairAsQemuLeavesThem() throws Exception {
        Path ours = countedBehindTheEnd();
        grow(ours, 1);
        Path theirs = Files.copy(ours, ours.resolveSibling("theirs.qcow2"));
        assertThat(Qcow2Check.repairLeaks(ours).leaks()).isEqualTo(1);
        Qemu.img("check", "-q", "-r", "leaks", theirs);
        assertLeaks(ours, 0);
        assertLeaks(theirs, 0);
        grow(ours, 60);
        grow(theirs, 60);
        assertLeaks(ours, 2);
        assertLeaks(theirs, 2);
        assertThat(Qcow2Check.repairLeaks(ours).leaks()).isEqualTo(2);
        assertLeaks(ours, 0);
        Qemu.checkClean(ours);
        Qemu.img("compare", "-q", "-U", sound(), ours);
    }

    /// A writer does not use clusters that are counted; the file grows over them.
    @Test
    void areLeaksAfterAWrite() throws Exception {
        Path file = countedBehindTheEnd();
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_WRITE, BackingOpener.none())) {
            image.write(3 << 20, ByteBuffer.allocate(300 << 10));
        }
        assertAlike(file);
        assertThat(Qcow2Check.run(file).leaks()).isGreaterThanOrEqualTo(3);
        Qcow2Check.repairLeaks(file);
        Qemu.checkClean(file);
    }

    /// A compressed cluster reaches over the end into a cluster the file does not have.
    @Test
    void aClusterThatIsUsedInPartIsCompared() throws Exception {
        for (int count = 0; count < 3; count++) {
            int stated = count;
            Path file =
                    damaged(image -> {
                        long end = end(image);
                        image.setLength(end);
                        // Seven more sectors than the one it starts in, the last of the file.
                        long sectors = 7L << 62 - (12 - 8);
                        image.setL2(2, 3, L2Entry.COMPRESSED | sectors | end - 512);
                        image.setRefcount(end, stated);
                    });
            assertAlike(file);
        }
    }

    /// Files of which the end was cut off, and whose counts changed here and there.
    @Test
    void ofFilesCutOffAnywhere() throws Exception {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int compared = 0;
        for (int round = 0; round < 60; round++) {
            Path file =
                    damaged(image -> {
                        // Their directory is the last thing in the file; qemu-img opens none
                        // without it.
                        image.put(HeaderField.AUTOCLEAR, 0);
                        long end = end(image);
                        for (int i = random.nextInt(4); i > 0; i--) {
                            long cluster = end / CLUSTER - 10 + random.nextInt(40);
                            image.setRefcount(cluster * CLUSTER, random.nextInt(3));
                        }
                        image.setLength(
                                end - random.nextInt(4) * CLUSTER - random.nextInt(9) * 512);
                    });
            if (qemuReads(file)) {
                assertAlike(file);
                compared++;
            }
        }
        assertThat(compared).as("seed %d", seed).isGreaterThan(30);
    }

    /// Not where it refuses to open a file.
    private static boolean qemuReads(Path file) throws Exception {
        try {
            return Qemu.check(file).path("check-errors").asInt(-1) == 0;
        } catch (RuntimeException _) {
            return false;
        }
    }
}
