package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// When the power goes, writes since the last sync may be lost or torn in any order: what was
/// flushed is there all the same, and nothing worse than leaks is found.
@Timeout(120)
class PowerLossTest {
    @TempDir private Path folder;

    /// One image until its power goes, and what is found afterwards.
    private final class Life {
        private final long seed;
        private final Random random;
        private final byte[] before;
        private final int cluster;
        private final boolean backed;
        private final UnstableFile file;
        private int steps;
        private int promised;
        private boolean made;

        /// A new image, half of the time over a backing file.
        Life(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.before = new byte[512 * (1 + random.nextInt(1500))];
            this.cluster = 512 << (random.nextBoolean() ? 0 : random.nextInt(9));
            this.backed = random.nextBoolean();
            if (backed) {
                random.nextBytes(before);
            }
            this.file = new UnstableFile(new byte[0], random.nextInt(1 << (3 + random.nextInt(8))));
        }

        /// An image that is there, with 512-byte clusters, and so many calls until the power goes.
        Life(long seed, byte[] image, byte[] before, int calls) {
            this.seed = seed;
            this.random = new Random(seed);
            this.before = before;
            this.cluster = 512;
            this.backed = false;
            this.file = new UnstableFile(image, calls);
            this.made = true;
        }

        private BlockDevice backing() {
            MemoryBlockDevice device = new MemoryBlockDevice(before.length);
            device.write(0, ByteBuffer.wrap(before));
            return device;
        }

        private Qcow2Image image() throws IOException {
            Path path = UnstablePaths.of(file);
            if (made) {
                return Qcow2Image.open(path, OpenMode.READ_WRITE, BackingOpener.none());
            }
            Qcow2Options options = Qcow2Options.ofSize(before.length).withClusterBytes(cluster);
            Qcow2Image image =
                    Qcow2Image.create(
                            path,
                            backed ? options.withBacking("below.raw", "raw", backing()) : options);
            made = true;
            return image;
        }

        void run() throws IOException {
            DiskScript script = new DiskScript(seed, before.length);
            try (Qcow2Image image = image()) {
                BlockDevice device = random.nextBoolean() ? image : image.compressing();
                while (true) {
                    DiskScript.Step step = script.next();
                    step.runOn(device);
                    steps++;
                    if (step.kind() == DiskScript.Kind.FLUSH) {
                        promised = steps;
                    }
                }
            } catch (IOException e) {
                if (file.callsLeft() > 0) {
                    throw new AssertionError("seed " + seed, e);
                }
            }
        }

        /// Judges what is found, and that it can be written on.
        Path judge() throws Exception {
            Path found = folder.resolve("found.qcow2");
            Files.write(found, file.survivors(random));
            if (!made) {
                return found;
            }
            assertNoCorruptions(found);
            try (Qcow2Image image = Qcow2Image.open(found, OpenMode.READ_WRITE, _ -> backing())) {
                DiskScript.judge(seed, before, cluster, promised, image, "after power loss");
                image.write(0, ByteBuffer.wrap(before));
                image.trim(0, before.length / 2);
            }
            assertNoCorruptions(found);
            return found;
        }

        private void assertNoCorruptions(Path found) throws Exception {
            CheckReport report = Qcow2Check.run(found);
            assertThat(report.corruptions()).as("seed %d: %s", seed, report.findings()).isZero();
        }
    }

    @Test
    void leavesWhatWasFlushed() throws Exception {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int made = 0;
        for (int round = 0; round < 400; round++) {
            Life life = new Life(round == 0 ? seed : random.nextLong());
            life.run();
            life.judge();
            made += life.made ? 1 : 0;
        }
        assertThat(made).isGreaterThan(200);
    }

    @Test
    @Tag("peers")
    void leavesFilesThatQemuRepairs() throws Exception {
        Random random = new Random();
        for (int round = 0; round < 20; round++) {
            Life life = new Life(random.nextLong());
            life.run();
            Path found = life.judge();
            if (life.made) {
                Files.write(folder.resolve("below.raw"), life.before);
                assertThat(Qemu.check(found).path("corruptions").asInt(0)).isZero();
                Qcow2Check.repairLeaks(found);
                Qemu.checkClean(found);
            }
        }
    }

    /// The table is about to be full when the script begins.
    @Test
    @Tag("peers")
    void leavesWhatWasFlushedWhileTheRefcountTableGrows() throws Exception {
        Random random = new Random();
        Path file = folder.resolve("full.qcow2");
        Qemu.img(
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "cluster_size=512,refcount_bits=64",
                file,
                4 << 20);
        byte[] content = new byte[4 << 20];
        byte[] start = new byte[1_880 << 10];
        random.nextBytes(start);
        System.arraycopy(start, 0, content, 0, start.length);
        int tableClusters;
        try (Qcow2Image image = Qcow2Image.open(file, OpenMode.READ_WRITE, BackingOpener.none())) {
            image.write(0, ByteBuffer.wrap(start));
            tableClusters = image.header().tables().refcountTableClusters();
        }
        byte[] full = Files.readAllBytes(file);
        int grown = 0;
        for (int round = 0; round < 6; round++) {
            long seed = random.nextLong();
            System.out.println("seed " + seed);
            Life whole = new Life(seed, full, content, 600);
            whole.run();
            int growth = whole.file.callsBeforeWriteAt(HeaderField.REFCOUNT_TABLE_OFFSET);
            for (int calls = growth - 5; growth > 0 && calls < growth + 8; calls++) {
                Life life = new Life(seed, full, content, calls);
                life.run();
                Path found = life.judge();
                try (Qcow2Image image =
                        Qcow2Image.open(found, OpenMode.READ_ONLY, BackingOpener.none())) {
                    int clusters = image.header().tables().refcountTableClusters();
                    grown += clusters > tableClusters ? 1 : 0;
                }
            }
        }
        assertThat(grown).isPositive();
    }
}
