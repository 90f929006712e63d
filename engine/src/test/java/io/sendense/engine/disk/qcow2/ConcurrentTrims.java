package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.ModelDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Threads that work on one disk while space is given back. Stateless.
final class ConcurrentTrims {
    private static final int THREADS = 4;
    private static final int STEPS = 200;

    private ConcurrentTrims() {}

    /// Each thread writes, trims, flushes and reads back in a part of its own: what one gives back,
    /// another gets. Closes the image, and leaves in the model what it holds.
    static void inParts(Qcow2Image image, ModelDisk model) throws Exception {
        int cluster = image.header().clusterBytes();
        int part = model.size() / THREADS;
        try (image;
                ExecutorService workers = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<Void>> work = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int start = i * part;
                Random random = new Random(model.random().nextLong());
                work.add(() -> {
                    for (int step = 0; step < STEPS; step++) {
                        int from = start + random.nextInt(part / cluster) * cluster;
                        int length =
                                Math.min(start + part - from, cluster * (1 + random.nextInt(8)));
                        step(image, model.bytes(), random, from, length);
                    }
                    return null;
                });
            }
            for (Future<Void> done : workers.invokeAll(work)) {
                done.get();
            }
            model.assertSame(image);
        }
    }

    private static void step(Qcow2Image image, byte[] disk, Random random, int from, int length)
            throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> image.flush();
            case 1, 2 -> {
                image.trim(from, length);
                Arrays.fill(disk, from, from + length, (byte) 0);
            }
            case 3, 4 -> {
                ByteBuffer found = ByteBuffer.allocate(length);
                image.read(from, found);
                assertThat(found.array()).isEqualTo(Arrays.copyOfRange(disk, from, from + length));
            }
            default -> {
                byte[] content = new byte[length];
                random.nextBytes(content);
                image.write(from, ByteBuffer.wrap(content));
                System.arraycopy(content, 0, disk, from, length);
            }
        }
    }
}
