package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/// Random work on images and chains of random shape leaves what an array says it must leave.
class Qcow2ModelTest {
    @TempDir private Path folder;

    private Qcow2Image open(Path file, OpenMode mode) throws IOException {
        return Qcow2Image.open(file, mode, BackingFiles.within(folder));
    }

    @RepeatedTest(20)
    void holdsWhatTheModelHolds() throws Exception {
        ModelChain chain = new ModelChain(folder);
        chain.change(8);
        chain.judge(false);
    }

    @Tag("peers")
    @RepeatedTest(8)
    void andIsCleanForQemuToo() throws Exception {
        ModelChain chain = new ModelChain(folder);
        chain.change(8);
        chain.judge(true);
    }

    /// Four threads work in stripes of their own, which share clusters with their neighbours'.
    @RepeatedTest(4)
    void holdsUnderConcurrentWork() throws Exception {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int stripe = 1000 + random.nextInt(40_000);
        int stripes = 64;
        int cluster = 512 << random.nextInt(9);
        ModelDisk base = new ModelDisk(stripe * stripes / 512 * 512, seed);
        Path below = folder.resolve("base");
        try (Qcow2Image image = Qcow2Image.create(below, Qcow2Options.ofSize(base.size()))) {
            base.write(image, 0, base.size());
        }
        Qcow2Options options =
                Qcow2Options.ofSize(base.size())
                        .withClusterBytes(cluster)
                        .withBacking("base", "qcow2", open(below, OpenMode.READ_ONLY));
        try (Qcow2Image image = Qcow2Image.create(folder.resolve("top"), options);
                var workers = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int worker = 0; worker < 4; worker++) {
                int first = worker;
                long own = random.nextLong();
                work.add(() -> {
                    inStripes(image, base, new Random(own), first, stripe);
                    return null;
                });
            }
            for (var done : workers.invokeAll(work)) {
                done.get();
            }
            base.assertSame(image);
        }
        try (Qcow2Image image = open(folder.resolve("top"), OpenMode.READ_ONLY)) {
            base.assertSame(image);
        }
        assertThat(Qcow2Check.run(folder.resolve("top")).findings()).isEmpty();
    }

    private static void inStripes(
            Qcow2Image image, ModelDisk all, Random random, int first, int stripe)
            throws IOException {
        // Not to be closed: that would close the image.
        BlockDevice packing = image.compressing();
        for (int step = 0; step < 300; step++) {
            int start = (first + 4 * random.nextInt(all.size() / stripe / 4)) * stripe;
            int from = start + random.nextInt(stripe);
            int length = 1 + random.nextInt(start + stripe - from);
            if (from + length > all.size()) {
                continue;
            }
            switch (random.nextInt(10)) {
                case 0 -> image.flush();
                case 1, 2 -> {
                    image.zero(from, length, ZeroMode.MAY_DEALLOCATE);
                    Arrays.fill(all.bytes(), from, from + length, (byte) 0);
                }
                case 3 -> {
                    ByteBuffer found = ByteBuffer.allocate(length);
                    image.read(from, found);
                    assertThat(found.array())
                            .isEqualTo(Arrays.copyOfRange(all.bytes(), from, from + length));
                }
                case 4, 5, 6 -> {
                    byte[] content = new byte[length];
                    Arrays.fill(content, (byte) random.nextInt());
                    packing.write(from, ByteBuffer.wrap(content));
                    System.arraycopy(content, 0, all.bytes(), from, length);
                }
                default -> {
                    byte[] content = new byte[length];
                    random.nextBytes(content);
                    image.write(from, ByteBuffer.wrap(content));
                    System.arraycopy(content, 0, all.bytes(), from, length);
                }
            }
        }
    }
}
