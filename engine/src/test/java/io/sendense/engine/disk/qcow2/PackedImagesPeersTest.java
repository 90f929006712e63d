package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.Qemu;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Compressed clusters that we wrote are clean and hold the right bytes, says qemu-img, and are as
/// small as its own.
@Tag("peers")
class PackedImagesPeersTest {
    private static final int SIZE = (9 << 20) + 5 * 512;

    @TempDir private Path folder;
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);

    private Path file() {
        return folder.resolve("disk.qcow2");
    }

    private void judge(byte[] model) throws Exception {
        Qemu.checkClean(file());
        Qemu.compare(file(), Files.write(folder.resolve("model.raw"), model));
        CheckReport ours = Qcow2Check.run(file());
        assertThat(ours.findings()).as("seed %d", seed).isEmpty();
        assertThat(ours.clean()).isTrue();
        try (Qcow2Image image = Qcow2Image.open(file(), OpenMode.READ_ONLY, BackingOpener.none())) {
            ByteBuffer found = ByteBuffer.allocate(model.length);
            image.read(0, found);
            assertThat(Arrays.mismatch(found.array(), model)).as("seed %d", seed).isEqualTo(-1);
        }
    }

    /// Bytes of every kind: random, of few values, repeating far apart, text.
    private byte[] content(int length) {
        byte[] content = new byte[length];
        random.nextBytes(content);
        switch (random.nextInt(4)) {
            case 0 -> {
                // As it is: does not get smaller.
            }
            case 1 -> {
                for (int i = 0; i < length; i++) {
                    content[i] &= 3;
                }
            }
            case 2 -> {
                for (int i = 5000; i < length; i++) {
                    content[i] = content[i - 5000];
                }
            }
            default -> {
                byte[] words = "what stood here before and a little more of it ".getBytes();
                for (int i = 0; i < length; i++) {
                    content[i] = i % 97 == 0 ? content[i] : words[i % words.length];
                }
            }
        }
        return content;
    }

    @ParameterizedTest
    @CsvSource({
        "512, ZLIB",
        "512, ZSTD",
        "4096, ZLIB",
        "4096, ZSTD",
        "65536, ZLIB",
        "65536, ZSTD",
        "2097152, ZLIB",
        "2097152, ZSTD"
    })
    void afterRandomWork(int cluster, CompressionType type) throws Exception {
        byte[] model = new byte[SIZE];
        try (Qcow2Image image =
                Qcow2Image.create(
                        file(),
                        Qcow2Options.ofSize(SIZE)
                                .withClusterBytes(cluster)
                                .withCompression(type))) {
            BlockDevice packing = image.compressing();
            for (int step = 0; step < 120; step++) {
                int round = random.nextBoolean() ? 1 : cluster;
                int offset = random.nextInt(SIZE) / round * round;
                int length = Math.min(SIZE - offset, 1 + random.nextInt(600_000));
                switch (random.nextInt(8)) {
                    case 0 -> {
                        packing.zero(offset, length, ZeroMode.MAY_DEALLOCATE);
                        Arrays.fill(model, offset, offset + length, (byte) 0);
                    }
                    case 1 -> packing.flush();
                    default -> {
                        byte[] content = content(length);
                        BlockDevice device = random.nextInt(4) == 0 ? image : packing;
                        device.write(offset, ByteBuffer.wrap(content));
                        System.arraycopy(content, 0, model, offset, length);
                    }
                }
            }
        }
        judge(model);
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void bySeveralThreads(CompressionType type) throws Exception {
        byte[] model = content(SIZE);
        try (Qcow2Image image =
                        Qcow2Image.create(file(), Qcow2Options.ofSize(SIZE).withCompression(type));
                var threads = Executors.newFixedThreadPool(6)) {
            BlockDevice packing = image.compressing();
            var writes =
                    IntStream.range(0, Math.ceilDiv(SIZE, 100_000))
                            .mapToObj(i -> threads.submit(() -> write(packing, model, i * 100_000)))
                            .toList();
            for (Future<Void> write : writes) {
                write.get();
            }
        }
        judge(model);
    }

    private static Void write(BlockDevice device, byte[] model, int offset) throws IOException {
        int length = Math.min(100_000, model.length - offset);
        device.write(offset, ByteBuffer.allocateDirect(length).put(model, offset, length).flip());
        return null;
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void isAsSmallAsQemusOwn(CompressionType type) throws Exception {
        byte[] model = new byte[8 << 20];
        for (int offset = 0; offset < model.length; offset += 1 << 18) {
            System.arraycopy(content(1 << 18), 0, model, offset, 1 << 18);
        }
        try (Qcow2Image image =
                Qcow2Image.create(
                        file(), Qcow2Options.ofSize(model.length).withCompression(type))) {
            image.compressing().write(0, ByteBuffer.wrap(model));
        }
        judge(model);
        Path theirs = folder.resolve("theirs.qcow2");
        Qemu.img(
                "convert",
                "-c",
                "-O",
                "qcow2",
                "-o",
                "compression_type=" + type.name().toLowerCase(java.util.Locale.ROOT),
                folder.resolve("model.raw"),
                theirs);
        // Steps of 2 KiB cost DEFLATE something.
        double most = type == CompressionType.ZLIB ? 1.15 : 1.05;
        assertThat((double) Files.size(file()))
                .as("seed %d", seed)
                .isLessThan(Files.size(theirs) * most);
    }

    @Test
    void writesOfSingleBytesLeaveTheOthers() throws Exception {
        byte[] model = new byte[1 << 20];
        Arrays.fill(model, (byte) 7);
        try (Qcow2Image image = Qcow2Image.create(file(), Qcow2Options.ofSize(model.length))) {
            BlockDevice packing = image.compressing();
            packing.write(0, ByteBuffer.wrap(model));
            for (int i = 0; i < 40; i++) {
                int at = random.nextInt(model.length);
                model[at] = (byte) random.nextInt();
                packing.write(at, ByteBuffer.wrap(model, at, 1));
            }
        }
        judge(model);
    }

    @Test
    void theRefcountTableGrowsUnderPackedWrites() throws Exception {
        // The smallest clusters and the fewest counts: rewritten again and again without a flush.
        byte[] model = new byte[256 << 10];
        try (Qcow2Image image =
                Qcow2Image.create(
                        file(), Qcow2Options.ofSize(model.length).withClusterBytes(512))) {
            BlockDevice packing = image.compressing();
            for (int i = 0; i < 30; i++) {
                byte[] content = content(model.length);
                packing.write(0, ByteBuffer.wrap(content));
                System.arraycopy(content, 0, model, 0, model.length);
            }
        }
        judge(model);
    }
}
