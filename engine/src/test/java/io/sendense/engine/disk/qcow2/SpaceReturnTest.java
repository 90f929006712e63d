package io.sendense.engine.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Space goes back only when nobody can still be reading it, and never what has another use.
@Timeout(60)
class SpaceReturnTest {
    private static final int CLUSTER = 65_536;
    private static final int SIZE = 16 * CLUSTER;

    private final UnstableFile file = new UnstableFile(new byte[0], 1 << 30);

    private Qcow2Image create() throws IOException {
        return Qcow2Image.create(UnstablePaths.of(file), Qcow2Options.ofSize(SIZE));
    }

    private static ByteBuffer bytes(int value) {
        byte[] bytes = new byte[CLUSTER];
        Arrays.fill(bytes, (byte) value);
        return ByteBuffer.wrap(bytes);
    }

    private static long host(Qcow2Image image) throws IOException {
        return image.layerStatus(0, CLUSTER).getFirst().hostOffset().orElseThrow();
    }

    private static ByteBuffer read(Qcow2Image image) throws IOException {
        ByteBuffer found = ByteBuffer.allocate(CLUSTER);
        image.read(0, found);
        return found.clear();
    }

    @Test
    void waitsForThoseWhoReadIt() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        try (Qcow2Image image = create();
                ExecutorService workers = Executors.newFixedThreadPool(2)) {
            image.write(0, bytes(7));
            image.flush();
            long host = host(image);
            file.onRead(position -> {
                if (position == host) {
                    reading.countDown();
                    await(goOn);
                }
            });
            Future<ByteBuffer> reader = workers.submit(() -> read(image));
            reading.await();
            image.trim(0, CLUSTER);
            Future<?> flush =
                    workers.submit(() -> {
                        image.flush();
                        return null;
                    });
            try {
                assertThat(endsWithin(flush, 300)).isFalse();
                assertThat(file.punched()).isZero();
            } finally {
                goOn.countDown();
            }
            assertThat(reader.get()).isEqualTo(bytes(7));
            flush.get();
            assertThat(file.punched()).isEqualTo(CLUSTER);
            assertThat(read(image)).isEqualTo(bytes(0));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean endsWithin(Future<?> work, int millis) throws Exception {
        try {
            work.get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }

    /// A disk written in order, as a backup does, has nothing to give back.
    @Test
    void costsNothingWhereNothingGoesOutOfUse() throws Exception {
        try (Qcow2Image image = create()) {
            for (int at = 0; at < SIZE; at += CLUSTER) {
                image.write(at, bytes(1 + at / CLUSTER));
                image.flush();
            }
        }
        assertThat(file.punches()).isZero();
    }

    @Test
    void makesOneHoleOfNeighbours() throws Exception {
        try (Qcow2Image image = create()) {
            image.write(0, ByteBuffer.wrap(new byte[SIZE]));
            image.flush();
            for (int at = SIZE - CLUSTER; at >= 0; at -= CLUSTER) {
                image.trim(at, CLUSTER);
            }
            image.flush();
            assertThat(file.punched()).isEqualTo(SIZE);
            assertThat(file.punches()).isEqualTo(1);
        }
    }

    /// A file that lies: a cluster of the disk is said to be where the L1 table is.
    @Test
    void leavesTheTablesOfABrokenFileAlone() throws Exception {
        long l2;
        try (Qcow2Image image = create()) {
            image.write(0, bytes(7));
            l2 = image.header().tables().l1Offset();
        }
        ByteBuffer content = ByteBuffer.wrap(file.content());
        long table = L2Entry.offset(content.getLong((int) l2));
        content.putLong((int) table, l2 | L2Entry.COPIED);
        UnstableFile broken = new UnstableFile(content.array(), 1 << 30);
        try (Qcow2Image image =
                Qcow2Image.open(
                        UnstablePaths.of(broken), OpenMode.READ_WRITE, BackingOpener.none())) {
            image.trim(0, CLUSTER);
            image.flush();
            assertThat(broken.punches()).isZero();
        }
    }
}
