package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockDevice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Images that are written compressed together, and what they share for it.
@Timeout(120)
class PackerPoolTest {
    private static final int CLUSTER = 64 << 10;

    @TempDir private Path folder;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private final AtomicInteger packing = new AtomicInteger();
    private final AtomicInteger mostPacking = new AtomicInteger();
    private volatile boolean failing;

    /// Takes its time, and keeps the books.
    private final class CountedPacker implements ClusterPacker {
        private final ClusterPacker packer = ClusterPacker.of(CompressionType.ZSTD, 1);

        CountedPacker() {
            made.incrementAndGet();
        }

        @Override
        public int pack(ByteBuffer content, ByteBuffer target) throws IOException {
            mostPacking.accumulateAndGet(packing.incrementAndGet(), Math::max);
            try {
                if (failing) {
                    throw new IOException("as asked for");
                }
                Thread.sleep(1);
                return packer.pack(content, target);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            } finally {
                packing.decrementAndGet();
            }
        }

        @Override
        public void close() {
            closed.incrementAndGet();
            packer.close();
        }
    }

    private PackerPool pool(int threads, int inFlight) {
        return new PackerPool(CLUSTER, CompressionType.ZSTD, CountedPacker::new, threads, inFlight);
    }

    private Qcow2Image image(String name) throws IOException {
        return Qcow2Image.create(folder.resolve(name), Qcow2Options.ofSize(4 << 20));
    }

    @Test
    void isABoundForAllImagesTogether() throws Exception {
        List<Qcow2Image> images = new ArrayList<>();
        try (PackerPool pool = pool(2, 3);
                var threads = Executors.newFixedThreadPool(16)) {
            List<Callable<Void>> writes = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Qcow2Image image = image("image" + i);
                images.add(image);
                BlockDevice device = image.compressing(pool);
                for (int at = 0; at < 4 << 20; at += 1 << 20) {
                    long offset = at;
                    writes.add(() -> {
                        device.write(offset, ByteBuffer.allocate(1 << 20).put(5, (byte) 1));
                        return null;
                    });
                }
            }
            for (var write : threads.invokeAll(writes)) {
                write.get();
            }
            assertThat(mostPacking).hasValue(2);
            assertThat(made.get()).isBetween(2, 3);
        } finally {
            for (Qcow2Image image : images) {
                image.close();
                assertThat(Qcow2Check.run(image.path()).findings()).isEmpty();
            }
        }
        assertThat(closed).hasValue(made.get());
    }

    @Test
    void aPackerThatFailsTakesNoRoomWithIt() throws Exception {
        try (PackerPool pool = pool(1, 1);
                Qcow2Image image = image("image")) {
            BlockDevice device = image.compressing(pool);
            device.write(0, text(CLUSTER));
            failing = true;
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(CLUSTER)))
                        .isInstanceOf(IOException.class)
                        .hasMessage("as asked for");
            }
            failing = false;
            ByteBuffer found = ByteBuffer.allocate(CLUSTER);
            image.read(0, found);
            assertThat(found.flip()).as("the old content stands").isEqualTo(text(CLUSTER));
            device.write(0, ByteBuffer.allocate(CLUSTER));
        }
        assertThat(closed).hasValue(made.get());
    }

    @Test
    void whatIsGivenBackToAClosedPoolIsClosed() throws Exception {
        PackerPool pool = pool(1, 2);
        PackedClusters used = pool.pack(text(CLUSTER), 1);
        pool.close();
        assertThat(closed).hasValue(0);
        pool.give(used);
        assertThat(closed).hasValue(1);
    }

    @Test
    void isForImagesOfItsKindOnly() throws Exception {
        try (PackerPool pool = pool(1, 1);
                Qcow2Image image =
                        Qcow2Image.create(
                                folder.resolve("image"),
                                Qcow2Options.ofSize(1 << 20).withClusterBytes(4096))) {
            assertThatThrownBy(() -> image.compressing(pool))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    /// So many bytes packed are worth it, one more is not.
    @ParameterizedTest
    @CsvSource({"65536, 65024", "4096, 3584", "1024, 512", "512, 256"})
    void aClusterIsPackedWhereThatSavesASector(int cluster, int most) throws Exception {
        List<Integer> rooms = new ArrayList<>();
        ClusterPacker packer =
                new ClusterPacker() {
                    @Override
                    public int pack(ByteBuffer content, ByteBuffer target) {
                        rooms.add(target.capacity());
                        return rooms.size() == 1 ? most : 0;
                    }

                    @Override
                    public void close() {
                        // Holds nothing.
                    }
                };
        try (PackedClusters clusters = new PackedClusters(cluster, packer)) {
            clusters.pack(ByteBuffer.allocateDirect(2 * cluster), 2);
            assertThat(rooms).containsExactly(most, most);
            assertThat(clusters.length(0)).isEqualTo(most);
            assertThat(clusters.length(1)).isZero();
        }
    }

    /// Writers that get into each other's clusters, whole and in part, as a client does that
    /// repeats what it does not know the end of: every byte is some writer's, no space is lost.
    @Test
    void writersOfTheSameClustersLeaveOneOfTheirContents() throws Exception {
        long seed = Long.getLong("sendense.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int size = 16 * CLUSTER;
        Path file = folder.resolve("image");
        try (PackerPool pool = pool(2, 4);
                Qcow2Image image = Qcow2Image.create(file, Qcow2Options.ofSize(size));
                var threads = Executors.newFixedThreadPool(4)) {
            BlockDevice device = image.compressing(pool);
            for (int round = 0; round < 10; round++) {
                byte first = (byte) (round * 5 + 1);
                device.write(0, filled(size, first));
                List<Callable<Void>> writes = new ArrayList<>();
                for (int i = 0; i < 24; i++) {
                    byte value = (byte) (first + 1 + i % 4);
                    boolean whole = random.nextBoolean();
                    int at = random.nextInt(size);
                    int from = whole ? at / CLUSTER * CLUSTER : at;
                    int length = Math.min(size - from, (1 + random.nextInt(5)) * CLUSTER);
                    writes.add(() -> {
                        device.write(from, filled(length, value));
                        return null;
                    });
                    if (i % 6 == 0) {
                        writes.add(() -> {
                            device.flush();
                            return null;
                        });
                    }
                }
                for (var write : threads.invokeAll(writes)) {
                    write.get();
                }
                ByteBuffer found = ByteBuffer.allocate(size);
                image.read(0, found);
                for (int i = 0; i < size; i++) {
                    assertThat(found.get(i)).isBetween(first, (byte) (first + 4));
                }
            }
        }
        CheckReport report = Qcow2Check.run(file);
        assertThat(report.findings()).isEmpty();
        assertThat(report.clean()).isTrue();
    }

    private static ByteBuffer filled(int length, byte value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, value);
        return ByteBuffer.wrap(bytes);
    }

    private static ByteBuffer text(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + i % 19);
        }
        return ByteBuffer.wrap(bytes);
    }
}
