package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.RawFileBlockDevice;
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

    /// A random number of files on top of each other, each with clusters of its own size and some
    /// work done while it was the top.
    private final class Chain {
        private final ModelDisk model = ModelDisk.of(1 << 20);
        private final Random random = model.random();
        private final boolean rawBase = random.nextInt(3) == 0;
        private int files;
        private int cluster;

        Chain() throws IOException {
            if (rawBase) {
                resize();
                try (BlockDevice raw = RawFileBlockDevice.create(top(), model.size())) {
                    work(raw, 5);
                    raw.flush();
                }
                files = 1;
            }
            for (int i = random.nextInt(3); i >= 0; i--) {
                add();
            }
        }

        private void resize() {
            model.resize(512 * (1 + random.nextInt(6000)));
        }

        private Path top() {
            return folder.resolve(Integer.toString(files));
        }

        private void add() throws IOException {
            resize();
            cluster = 512 << random.nextInt(13);
            Qcow2Options options = Qcow2Options.ofSize(model.size()).withClusterBytes(cluster);
            if (files > 0) {
                String name = Integer.toString(files - 1);
                boolean raw = files == 1 && rawBase;
                BlockDevice below =
                        raw
                                ? RawFileBlockDevice.open(folder.resolve(name), false)
                                : open(folder.resolve(name), OpenMode.READ_ONLY);
                options = options.withBacking(name, raw ? "raw" : "qcow2", below);
            }
            Qcow2Image image = Qcow2Image.create(top(), options);
            for (int round = random.nextInt(3); round >= 0; round--) {
                work(image, 40);
                image.close();
                image = open(top(), OpenMode.READ_WRITE);
            }
            work(image, 40);
            image.close();
            files++;
        }

        private void work(BlockDevice device, int steps) throws IOException {
            for (int i = 0; i < steps; i++) {
                switch (random.nextInt(10)) {
                    case 0, 1, 2, 3 -> model.write(device);
                    case 4, 5 -> model.zero(device);
                    case 6 -> {
                        if (device instanceof Qcow2Image) {
                            model.trim(device, cluster);
                        }
                    }
                    case 7 -> device.flush();
                    default -> model.read(device);
                }
            }
        }

        /// The file on top, after its last change.
        Path judge() throws Exception {
            files--;
            try (Qcow2Image image = open(top(), OpenMode.READ_ONLY)) {
                model.assertSame(image);
            }
            CheckReport report = Qcow2Check.run(top());
            assertThat(report.findings()).isEmpty();
            assertThat(report.clean()).isTrue();
            return top();
        }
    }

    private Qcow2Image open(Path file, OpenMode mode) throws IOException {
        return Qcow2Image.open(file, mode, BackingFiles.within(folder));
    }

    @RepeatedTest(20)
    void holdsWhatTheModelHolds() throws Exception {
        new Chain().judge();
    }

    @Tag("peers")
    @RepeatedTest(5)
    void andIsCleanForQemuToo() throws Exception {
        Chain chain = new Chain();
        Path top = chain.judge();
        Qemu.checkClean(top);
        Qemu.compare(top, chain.model.store(folder.resolve("model.raw")));
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
        for (int step = 0; step < 300; step++) {
            int start = (first + 4 * random.nextInt(all.size() / stripe / 4)) * stripe;
            int from = start + random.nextInt(stripe);
            int length = 1 + random.nextInt(start + stripe - from);
            if (from + length > all.size()) {
                continue;
            }
            switch (random.nextInt(8)) {
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
