package io.sendense.engine.node.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendense.engine.disk.block.BlockOperation;
import io.sendense.engine.disk.block.CountingBlockDevice;
import io.sendense.engine.disk.block.FaultyBlockDevice;
import io.sendense.engine.disk.block.LastingFailureException;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.node.protocol.BaselineRecord;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.GermanTexts;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.Scope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class BaselineExportTest {
    private static final long CLUSTERS = 10L * BaselineExport.WINDOW + 7;

    /// Each cluster holds its number, or zeroes where that is a multiple of three.
    private static ByteBuffer content(long cluster) {
        ByteBuffer content = ByteBuffer.allocate(65536);
        return cluster % 3 == 0 ? content : content.putLong(0, cluster);
    }

    private static MemoryBlockDevice export() {
        ByteBuffer all = ByteBuffer.allocate((int) CLUSTERS * BaselineRecord.BYTES);
        for (long cluster = 0; cluster < CLUSTERS; cluster++) {
            if (cluster % 6 == 0) {
                BaselineRecord.putZero(all);
            } else if (cluster % 3 == 0) {
                BaselineRecord.putAbsent(all);
            } else if (cluster % 1_000 == 1) {
                BaselineRecord.putData(all, NodeSums.of(content(cluster)));
            } else {
                byte[] sum = new byte[32];
                sum[0] = (byte) cluster;
                BaselineRecord.putData(all, sum);
            }
        }
        MemoryBlockDevice device =
                new MemoryBlockDevice(BaselineRecord.exportBytes(CLUSTERS << 16));
        device.write(0, all.flip());
        return device;
    }

    @Test
    void readsEveryWindowOnceForAMoverThatGoesForward() throws Exception {
        CountingBlockDevice counting = new CountingBlockDevice(export());
        try (BaselineExport baseline = new BaselineExport(counting);
                Scope scope = new Scope("baseline test")) {
            AtomicLong next = new AtomicLong();
            for (int worker = 0; worker < 4; worker++) {
                scope.fork(() -> {
                    for (long cluster = next.getAndIncrement();
                            cluster < CLUSTERS;
                            cluster = next.getAndIncrement()) {
                        boolean zero = cluster % 3 == 0;
                        assertThat(baseline.showsZero(cluster)).isEqualTo(zero);
                        if (cluster % 1_000 == 1) {
                            assertThat(baseline.shows(cluster, content(cluster))).isEqualTo(!zero);
                        }
                    }
                    return next;
                });
            }
            scope.join();
        }
        assertThat(counting.calls(BlockOperation.READ)).isEqualTo(11);
    }

    @Test
    void findsAnyClusterAtAnyTime() throws Exception {
        Random random = new Random(5);
        try (BaselineExport baseline = new BaselineExport(export())) {
            for (int i = 0; i < 2_000; i++) {
                long cluster = random.nextLong(CLUSTERS);
                assertThat(baseline.showsZero(cluster)).isEqualTo(cluster % 3 == 0);
            }
        }
    }

    /// While it is used, the next window is on its way.
    @Test
    void readsAhead() throws Exception {
        CountingBlockDevice counting = new CountingBlockDevice(export());
        try (BaselineExport baseline = new BaselineExport(counting)) {
            assertThat(baseline.showsZero(0)).isTrue();
            for (int i = 0; i < 5_000 && counting.calls(BlockOperation.READ) < 2; i++) {
                Thread.sleep(1);
            }
            assertThat(counting.calls(BlockOperation.READ)).isEqualTo(2);
        }
    }

    @Test
    void failsForGoodWhereItCannotBeRead() throws Exception {
        FaultyBlockDevice faulty =
                new FaultyBlockDevice(export()).failing(BlockOperation.READ, 1, Long.MAX_VALUE);
        try (BaselineExport baseline = new BaselineExport(faulty)) {
            assertThatThrownBy(() -> baseline.showsZero(1))
                    .isInstanceOf(LastingFailureException.class)
                    .cause()
                    .isInstanceOfSatisfying(
                            EngineException.class,
                            e -> {
                                assertThat(e.problem().code())
                                        .isEqualTo(ProblemCode.NODE_BASELINE_UNREADABLE);
                                GermanTexts.assertGerman(e.problem());
                            });
        }
    }

    @Test
    void refusesARecordOfAnotherKind() throws IOException {
        MemoryBlockDevice device = new MemoryBlockDevice(BaselineRecord.BYTES);
        device.write(0, ByteBuffer.wrap(new byte[] {9}));
        try (BaselineExport baseline = new BaselineExport(device)) {
            assertThatThrownBy(() -> baseline.showsZero(0)).hasMessageContaining("kind 9");
        }
    }

    /// A mover that is stopped is not kept by a read that nobody answers.
    @Test
    void heedsAnInterrupt() throws Exception {
        FaultyBlockDevice slow =
                new FaultyBlockDevice(export())
                        .delaying(BlockOperation.READ, Duration.ofMinutes(5));
        try (BaselineExport baseline = new BaselineExport(slow);
                Scope scope = new Scope("baseline test")) {
            for (int i = 0; i < 2; i++) {
                scope.fork(() -> baseline.showsZero(1));
            }
            Thread.sleep(100);
            scope.interrupt();
            assertThat(scope.await(10_000)).isTrue();
        }
    }
}
