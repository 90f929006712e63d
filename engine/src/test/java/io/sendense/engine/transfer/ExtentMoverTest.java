package io.sendense.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.transfer.limit.Admission;
import io.sendense.engine.transfer.limit.Pace;
import io.sendense.engine.transfer.limit.Place;
import io.sendense.engine.transfer.limit.PlaceLimiter;
import io.sendense.engine.transfer.limit.PlaceLimits;
import io.sendense.engine.transfer.limit.RatePace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExtentMoverTest {
    private static final int CLUSTER = 65536;
    private static final int SIZE = 300 * CLUSTER + 512;
    private static final MoverOptions FAST =
            new MoverOptions(4, Duration.ofMillis(500), Duration.ofMillis(1), 0);

    private final ScriptedDevice source = new ScriptedDevice(SIZE);
    private final ScriptedDevice target = new ScriptedDevice(SIZE);
    private final MoveCounters counters = new MoveCounters();
    private final Sums sums = new Sums();
    private BufferPool pool = new BufferPool(4 * CLUSTER, 3);
    private ExtentMover mover = new ExtentMover(pool, FAST);

    /// Keeps what it was told, by cluster; a zero cluster has no bytes.
    private static final class Sums implements SumSink {
        final Map<Long, byte[]> clusters = new ConcurrentSkipListMap<>();
        final Map<Long, Integer> told = new ConcurrentHashMap<>();

        @Override
        public void data(long cluster, ByteBuffer content) {
            byte[] bytes = new byte[content.remaining()];
            content.get(bytes);
            clusters.put(cluster, bytes);
            told.merge(cluster, 1, Integer::sum);
        }

        @Override
        public void zero(long firstCluster, long count) {
            for (long i = firstCluster; i < firstCluster + count; i++) {
                clusters.put(i, new byte[0]);
                told.merge(i, 1, Integer::sum);
            }
        }
    }

    private MoveTask task(ExtentList plan, ZeroPolicy zeroes) {
        return new MoveTask("disk-2000", source, target, plan, CLUSTER, zeroes);
    }

    /// Every third cluster random, every third zero but for its last byte, every third zero.
    private byte[] fillSource() throws IOException {
        byte[] bytes = new byte[SIZE];
        Random random = new Random(7);
        for (int cluster = 0; cluster * CLUSTER < SIZE; cluster++) {
            int from = cluster * CLUSTER;
            int length = Math.min(CLUSTER, SIZE - from);
            if (cluster % 3 == 0) {
                byte[] noise = new byte[length];
                random.nextBytes(noise);
                System.arraycopy(noise, 0, bytes, from, length);
            } else if (cluster % 3 == 1) {
                bytes[from + length - 1] = 1;
            }
        }
        source.write(0, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private byte[] content(ScriptedDevice device) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(SIZE);
        device.read(0, buffer);
        return buffer.array();
    }

    @Test
    void movesAWholeDiskAndAccountsForEveryByteOnce() throws Exception {
        byte[] expected = fillSource();
        mover.move(task(ExtentList.whole(SIZE), ZeroPolicy.SKIP), sums, counters);
        assertThat(content(target)).isEqualTo(expected);
        assertThat(counters.doneBytes()).isEqualTo(SIZE);
        assertThat(counters.zeroedBytes()).isEqualTo(100L * CLUSTER);
        assertThat(target.zeroCalls).hasValue(0);
        assertThat(target.flushes).hasValue(1);
        assertThat(sums.told.values()).containsOnly(1);
        assertThat(sums.clusters).hasSize(201);
        sums.clusters.forEach((index, bytes) -> {
            int from = (int) (index * CLUSTER);
            int end = Math.min(SIZE, from + CLUSTER);
            assertThat(bytes).isEqualTo(java.util.Arrays.copyOfRange(expected, from, end));
        });
    }

    @Test
    void storesZeroesOverOlderDataAndLeavesTheRestAlone() throws Exception {
        byte[] old = new byte[SIZE];
        java.util.Arrays.fill(old, (byte) 9);
        target.write(0, ByteBuffer.wrap(old));
        ExtentList plan =
                ExtentList.union(
                        List.of(
                                new Extent(CLUSTER, 5L * CLUSTER),
                                new Extent(300L * CLUSTER, 512)));
        mover.move(task(plan, ZeroPolicy.STORE), sums, counters);
        byte[] now = content(target);
        for (int i = 0; i < SIZE; i++) {
            boolean planned = i >= CLUSTER && i < 6 * CLUSTER || i >= 300 * CLUSTER;
            assertThat(now[i]).as("byte %d", i).isEqualTo((byte) (planned ? 0 : 9));
        }
        assertThat(counters.zeroedBytes()).isEqualTo(5L * CLUSTER + 512);
        assertThat(counters.writtenBytes()).isZero();
        assertThat(sums.clusters.keySet()).containsExactly(1L, 2L, 3L, 4L, 5L, 300L);
    }

    @Test
    void repeatsPiecesThatFailOnEitherSide() throws Exception {
        byte[] expected = fillSource();
        source.failingReads.set(3);
        target.failingWrites.set(3);
        mover.move(task(ExtentList.whole(SIZE), ZeroPolicy.SKIP), sums, counters);
        assertThat(content(target)).isEqualTo(expected);
        assertThat(counters.retries()).isEqualTo(6);
        assertThat(counters.doneBytes()).isEqualTo(SIZE);
    }

    @Test
    void givesUpWithSidePlaceAndCause() throws Exception {
        fillSource();
        source.failingReads.set(Integer.MAX_VALUE);
        assertThatThrownBy(() ->
                        mover.move(task(ExtentList.whole(SIZE), ZeroPolicy.SKIP), sums, counters))
                .isInstanceOfSatisfying(
                        MoveException.class,
                        e -> assertThat(e.side()).isEqualTo(MoveException.Side.SOURCE))
                .hasMessageContaining("disk-2000")
                .hasMessageContaining("connection reset");
        assertThat(target.flushes).hasValue(0);
        source.failingReads.set(0);
        target.failingWrites.set(Integer.MAX_VALUE);
        assertThatThrownBy(() ->
                        mover.move(task(ExtentList.whole(SIZE), ZeroPolicy.SKIP), sums, counters))
                .isInstanceOfSatisfying(
                        MoveException.class,
                        e -> assertThat(e.side()).isEqualTo(MoveException.Side.TARGET))
                .hasMessageContaining("no space left");
    }

    @Test
    void neverHoldsMorePiecesThanThePoolHasBuffers() throws Exception {
        fillSource();
        ExtentMover wide =
                new ExtentMover(pool, new MoverOptions(16, Duration.ZERO, Duration.ZERO, 0));
        wide.move(task(ExtentList.whole(SIZE), ZeroPolicy.SKIP), sums, counters);
        assertThat(source.mostInside.get()).isBetween(1, 3);
    }

    /// A run that is slowed down or waits for its host must not take the buffers of the others.
    @Test
    void whoWaitsForLeaveHoldsNoBuffer() throws Exception {
        fillSource();
        RatePace stopped = new RatePace(1);
        stopped.await(1 << 30);
        PlaceLimiter full = new PlaceLimiter(new PlaceLimits(1, 1), new PlaceLimits(1, 1));
        Place host = new Place(Place.Kind.HOST, "h");
        for (MoveTask waiting :
                List.of(
                        limited(stopped, Admission.FREE),
                        limited(Pace.UNLIMITED, full.at(List.of(host), 1)))) {
            try (Admission.Permit _ = full.at(List.of(host), 1).enter(1)) {
                Thread slow = Thread.ofVirtual().start(() -> move(waiting));
                Thread.sleep(50);
                for (int i = 0; i < pool.count(); i++) {
                    pool.take();
                }
                slow.interrupt();
                assertThat(slow.join(Duration.ofSeconds(10))).isTrue();
            }
            pool = new BufferPool(pool.bufferBytes(), pool.count());
            mover = new ExtentMover(pool, FAST);
        }
        assertThat(source.mostInside.get()).isZero();
    }

    @Test
    void holdsItsLeaveWhileItReadsAndNoLonger() throws Exception {
        fillSource();
        AtomicInteger entered = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        Admission counting =
                bytes -> {
                    assertThat(bytes).isPositive();
                    entered.incrementAndGet();
                    now.incrementAndGet();
                    return new Admission.Permit() {
                        private boolean closed;

                        @Override
                        public void close() {
                            if (!closed) {
                                closed = true;
                                now.decrementAndGet();
                            }
                        }
                    };
                };
        mover.move(limited(Pace.UNLIMITED, counting), sums, counters);
        assertThat(entered.get()).isGreaterThan(1);
        assertThat(now).hasValue(0);
        assertThat(counters.doneBytes()).isEqualTo(SIZE);
    }

    private MoveTask limited(Pace pace, Admission admission) {
        return new MoveTask(
                "disk-2000",
                source,
                target,
                ExtentList.whole(SIZE),
                CLUSTER,
                ZeroPolicy.SKIP,
                Optional.empty(),
                pace,
                admission);
    }

    private void move(MoveTask task) {
        try {
            mover.move(task, sums, counters);
        } catch (IOException | InterruptedException _) {
            // Stopped by the test.
        }
    }

    /// What lies between two planned extents comes along with them, and goes nowhere.
    @Test
    void readsGapsAlongAndMovesOnlyWhatIsPlanned() throws Exception {
        fillSource();
        ExtentList plan =
                ExtentList.union(
                        List.of(
                                new Extent(0, CLUSTER),
                                new Extent(2L * CLUSTER, CLUSTER),
                                new Extent(8L * CLUSTER, CLUSTER)));
        ExtentMover merging =
                new ExtentMover(
                        pool, new MoverOptions(1, Duration.ZERO, Duration.ZERO, 2 * CLUSTER));
        merging.move(task(plan, ZeroPolicy.STORE), sums, counters);
        assertThat(counters.doneBytes()).isEqualTo(plan.bytes());
        ByteBuffer expected = ByteBuffer.allocate(CLUSTER);
        ByteBuffer found = ByteBuffer.allocate(CLUSTER);
        for (int cluster = 0; cluster < SIZE / CLUSTER; cluster++) {
            long offset = (long) cluster * CLUSTER;
            boolean planned = cluster == 0 || cluster == 2 || cluster == 8;
            expected.clear();
            if (planned) {
                source.read(offset, expected);
            } else {
                expected.put(new byte[CLUSTER]);
            }
            target.read(offset, found.clear());
            assertThat(found.flip()).as("cluster %d", cluster).isEqualTo(expected.flip());
        }
    }

    @Test
    void stopsWithinASecondThoughTheSourceIsDeafToInterrupts() throws Exception {
        source.hang();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch ended = new CountDownLatch(1);
        Thread caller =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                mover.move(
                                        task(ExtentList.whole(SIZE), ZeroPolicy.SKIP),
                                        sums,
                                        counters);
                            } catch (Throwable e) {
                                thrown.set(e);
                            }
                            ended.countDown();
                        });
        while (source.inside.get() == 0) {
            Thread.sleep(5);
        }
        long before = System.nanoTime();
        caller.interrupt();
        ended.await();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        assertThat(thrown.get()).isInstanceOf(InterruptedException.class);
        assertThat(source.inside).hasValue(0);
        for (int i = 0; i < 3; i++) {
            pool.take();
        }
    }

    @Test
    void refusesUnalignedPlansAndUnequalSizes() {
        ExtentList unaligned = ExtentList.union(List.of(new Extent(1, 10)));
        assertThatThrownBy(() -> task(unaligned, ZeroPolicy.SKIP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        new MoveTask(
                                "d",
                                source,
                                new ScriptedDevice(SIZE + 512),
                                ExtentList.empty(),
                                CLUSTER,
                                ZeroPolicy.SKIP))
                .hasMessageContaining(Long.toString(SIZE + 512));
    }

    @Test
    void anEmptyPlanOnlyFlushes() throws Exception {
        mover.move(task(ExtentList.empty(), ZeroPolicy.STORE), sums, counters);
        assertThat(counters.doneBytes()).isZero();
        assertThat(target.flushes).hasValue(1);
    }
}
