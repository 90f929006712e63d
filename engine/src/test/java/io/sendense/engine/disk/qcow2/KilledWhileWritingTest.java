package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.ChildJvm;
import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 in the middle of writing: images open, hold what was flushed, have leaks at worst; the
/// file they are backed by is untouched. The next process goes on with what it found.
@Timeout(180)
class KilledWhileWritingTest {
    private static final int IMAGES = 6;
    private static final int KILLS = 34;
    private static final int[] CLUSTERS = {512, 512, 4096, 16_384, 65_536, 2 << 20};

    @TempDir private Path folder;
    private final List<byte[]> disks = new ArrayList<>();
    private final Random random = new Random(seed());
    private byte[] base = new byte[0];

    private static long seed() {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return seed;
    }

    @BeforeEach
    void make() throws IOException {
        byte[] content = new byte[600 << 10];
        random.nextBytes(content);
        Path below = folder.resolve("base.qcow2");
        try (Qcow2Image image = Qcow2Image.create(below, Qcow2Options.ofSize(content.length))) {
            image.write(0, ByteBuffer.wrap(content));
        }
        base = Files.readAllBytes(below);
        for (int i = 0; i < IMAGES; i++) {
            Qcow2Options options = Qcow2Options.ofSize(700 << 10).withClusterBytes(CLUSTERS[i]);
            if (i > 0) {
                options = options.withBacking("base.qcow2", "qcow2", open("base", false));
            }
            try (Qcow2Image image = Qcow2Image.create(folder.resolve(i + ".qcow2"), options)) {
                disks.add(read(image));
            }
        }
    }

    private Qcow2Image open(String name, boolean writable) throws IOException {
        return Qcow2Image.open(
                folder.resolve(name + ".qcow2"),
                writable ? OpenMode.READ_WRITE : OpenMode.READ_ONLY,
                BackingFiles.within(folder));
    }

    private static byte[] read(BlockDevice device) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) device.size());
        device.read(0, content);
        return content.array();
    }

    @Test
    void leavesWhatWasFlushed() throws Exception {
        int flushes = 0;
        for (int round = 0; round < KILLS; round++) {
            long seed = random.nextLong();
            int[] promised = killedAtRandom(seed);
            for (int i = 0; i < IMAGES; i++) {
                flushes += promised[i];
                judge(i, seed + i, promised[i], "kill " + round + ", image " + i);
            }
            assertThat(Files.readAllBytes(folder.resolve("base.qcow2"))).isEqualTo(base);
        }
        assertThat(flushes).isGreaterThan(IMAGES * KILLS);
    }

    /// How many steps of each image were flushed, as far as its process could say.
    private int[] killedAtRandom(long seed) throws Exception {
        int[] promised = new int[IMAGES];
        try (ChildJvm child = ChildJvm.start(EndlessWrites.class, folder, IMAGES, seed)) {
            assertThat(child.line()).isEqualTo("ready");
            Thread.sleep(random.nextInt(120));
            child.kill();
            for (String line : child.lines()) {
                String[] words = line.split(" ");
                promised[Integer.parseInt(words[0])] = Integer.parseInt(words[1]);
            }
        }
        return promised;
    }

    private void judge(int number, long seed, int promised, String what) throws Exception {
        Path file = folder.resolve(number + ".qcow2");
        CheckReport report = Qcow2Check.run(file);
        assertThat(report.corruptions()).as("%s: %s", what, report.findings()).isZero();
        try (Qcow2Image image = open("" + number, false)) {
            int cluster = image.header().clusterBytes();
            DiskScript.judge(seed, disks.get(number), cluster, promised, image, what);
            disks.set(number, read(image));
        }
        if (random.nextInt(4) == 0) {
            Qcow2Check.repairLeaks(file);
            assertThat(Qcow2Check.run(file).clean()).as(what).isTrue();
        }
    }
}
