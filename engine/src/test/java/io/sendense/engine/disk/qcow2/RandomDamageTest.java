package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.PositionedFile;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Whatever falls over in a file, everything we do with it ends, and in an `IOException` at worst.
class RandomDamageTest {
    private static final int SIZE = 2 << 20;

    @TempDir private Path folder;
    private Path base;

    @BeforeEach
    void make() throws IOException {
        base = folder.resolve("base.qcow2");
        try (Qcow2Image image = Qcow2Image.create(base, Qcow2Options.ofSize(SIZE))) {
            image.write(0, ByteBuffer.allocate(300_000));
        }
    }

    private Path image(int cluster) throws IOException {
        Path file = Files.createTempFile(folder, "damaged", ".qcow2");
        Files.delete(file);
        Qcow2Options options =
                Qcow2Options.ofSize(SIZE)
                        .withClusterBytes(cluster)
                        .withBacking(
                                "base.qcow2",
                                "qcow2",
                                Qcow2Image.open(base, OpenMode.READ_ONLY, BackingOpener.none()));
        try (Qcow2Image image = Qcow2Image.create(file, options)) {
            image.write(1000, ByteBuffer.allocate(200_000));
            image.zero(SIZE / 2, SIZE / 4, ZeroMode.MAY_DEALLOCATE);
        }
        return file;
    }

    /// Header and tables lie in the first clusters.
    private static void damage(Path file, Random random) throws IOException {
        try (PositionedFile raw = PositionedFile.open(file, true)) {
            for (int i = random.nextInt(6); i >= 0; i--) {
                int area = random.nextBoolean() ? 200 : 20_000;
                long place = random.nextInt((int) Math.min(area, raw.length()));
                byte[] bytes = new byte[1 << random.nextInt(4)];
                switch (random.nextInt(3)) {
                    case 0 -> Arrays.fill(bytes, (byte) -1);
                    case 1 -> bytes[0] = (byte) (1 << random.nextInt(8));
                    default -> random.nextBytes(bytes);
                }
                raw.write(place, ByteBuffer.wrap(bytes));
            }
        }
    }

    @Test
    @Timeout(120)
    void isSurvived() throws Exception {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            Path file = image(512 << random.nextInt(8));
            damage(file, random);
            try {
                everything(file, random);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + round, e);
            }
            Files.delete(file);
        }
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void attempt(Work work) throws InterruptedException {
        try {
            work.run();
        } catch (IOException _) {
            // What a damaged file may do.
        }
    }

    private void everything(Path file, Random random) throws InterruptedException {
        attempt(() -> Qcow2Check.run(file));
        attempt(() -> MetadataDigest.sha256(file));
        attempt(() -> readAll(file));
        attempt(() -> writeSome(file, random));
        attempt(() -> Qcow2Check.repairLeaks(file));
        attempt(() -> readAll(file));
    }

    private void readAll(Path file) throws IOException {
        try (Qcow2Image image =
                Qcow2Image.open(file, OpenMode.READ_ONLY, BackingFiles.within(folder))) {
            int length = (int) Math.min(image.size(), SIZE);
            image.blockStatus(0, length);
            image.layerStatus(image.size() - length, length);
            image.read(image.size() - length, ByteBuffer.allocate(length));
            image.read(0, ByteBuffer.allocate(length));
        }
    }

    private void writeSome(Path file, Random random) throws IOException {
        try (Qcow2Image image =
                Qcow2Image.open(file, OpenMode.READ_WRITE, BackingFiles.within(folder))) {
            for (int i = 0; i < 10; i++) {
                int offset = random.nextInt(Math.clamp(image.size(), 1, SIZE));
                int length = (int) Math.min(1 + random.nextInt(50_000), image.size() - offset);
                if (random.nextBoolean()) {
                    image.write(offset, ByteBuffer.allocate(Math.max(0, length)));
                } else {
                    image.zero(offset, Math.max(0, length), ZeroMode.MAY_DEALLOCATE);
                }
            }
        }
    }
}
