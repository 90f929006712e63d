package io.sendense.engine.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockDeviceDecorator;
import io.sendense.engine.disk.block.ExtentList;
import io.sendense.engine.disk.block.MemoryBlockDevice;
import io.sendense.engine.disk.block.ServedReads;
import io.sendense.engine.transfer.limit.Admission;
import io.sendense.engine.transfer.limit.Pace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Where a move says that its time has gone, when something is slow: 20 pieces, each delayed by 30
/// ms there, so that 600 ms go to it and little to all else.
@Timeout(60)
class MoveWaitsTest {
    private static final int CLUSTER = 65536;
    private static final int PIECES = 20;
    private static final int SIZE = PIECES * CLUSTER;
    private static final long DELAY_MILLIS = 30;
    private static final long SLOW = PIECES * DELAY_MILLIS * 1_000_000;

    private final MoveCounters counters = new MoveCounters();

    /// Its parts can be slow.
    private static class Slow extends BlockDeviceDecorator {
        private final boolean reads;
        private final boolean writes;
        private final boolean flushes;

        Slow(BlockDevice device, boolean reads, boolean writes, boolean flushes) {
            super(device);
            this.reads = reads;
            this.writes = writes;
            this.flushes = flushes;
        }

        @Override
        public void read(long offset, ByteBuffer target) throws IOException {
            pause(reads, 1);
            super.read(offset, target);
        }

        @Override
        public void write(long offset, ByteBuffer source) throws IOException {
            pause(writes, 1);
            super.write(offset, source);
        }

        @Override
        public void flush() throws IOException {
            pause(flushes, PIECES);
            super.flush();
        }
    }

    private static void pause(boolean slow, int times) throws IOException {
        try {
            Thread.sleep(slow ? times * DELAY_MILLIS : 0);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// Says that a quarter of its reads' time is the network's.
    private static final class Served extends Slow implements ServedReads {
        Served(BlockDevice device) {
            super(device, true, false, false);
        }

        @Override
        public long readNanos() {
            return 4_000_000_000L;
        }

        @Override
        public long arrivalNanos() {
            return 1_000_000_000L;
        }
    }

    private static BlockDevice disk(boolean full) throws IOException {
        MemoryBlockDevice disk = new MemoryBlockDevice(SIZE);
        if (full) {
            byte[] ones = new byte[SIZE];
            Arrays.fill(ones, (byte) 1);
            disk.write(0, ByteBuffer.wrap(ones));
        }
        return disk;
    }

    private MoveWaits move(BlockDevice source, BlockDevice target, Pace pace, Admission admission)
            throws Exception {
        new ExtentMover(
                        new BufferPool(CLUSTER, 2),
                        new MoverOptions(2, Duration.ZERO, Duration.ZERO, 0))
                .move(
                        new MoveTask(
                                "disk",
                                source,
                                target,
                                ExtentList.whole(SIZE),
                                CLUSTER,
                                ZeroPolicy.SKIP,
                                Optional.empty(),
                                pace,
                                admission),
                        new NoSums(),
                        counters);
        assertThat(counters.writtenBytes()).isEqualTo(SIZE);
        return counters.waits();
    }

    private static final class NoSums implements SumSink {
        @Override
        public void data(long cluster, ByteBuffer content) {}

        @Override
        public void zero(long firstCluster, long count) {}
    }

    private static void assertSlow(long slow, long... others) {
        assertThat(slow).isGreaterThanOrEqualTo(SLOW);
        for (long other : others) {
            assertThat(other).isNotNegative().isLessThan(slow / 2);
        }
    }

    @Test
    void aSourceThatIsSlow() throws Exception {
        MoveWaits waits =
                move(
                        new Slow(disk(true), true, false, false),
                        disk(false),
                        Pace.UNLIMITED,
                        Admission.FREE);
        assertSlow(waits.source(), waits.network(), waits.target(), waits.limit(), waits.rest());
        assertThat(waits.network()).isZero();
    }

    @Test
    void aSourceThatKnowsWhatTheNetworkTakes() throws Exception {
        MoveWaits waits = move(new Served(disk(true)), disk(false), Pace.UNLIMITED, Admission.FREE);
        assertThat(waits.source() + waits.network()).isGreaterThanOrEqualTo(SLOW);
        assertThat(waits.network()).isBetween(waits.source() / 3 - 2, waits.source() / 3 + 2);
    }

    @Test
    void aTargetThatIsSlowToWrite() throws Exception {
        MoveWaits waits =
                move(
                        disk(true),
                        new Slow(disk(false), false, true, false),
                        Pace.UNLIMITED,
                        Admission.FREE);
        assertSlow(waits.target(), waits.source(), waits.network(), waits.limit(), waits.rest());
    }

    @Test
    void aTargetThatIsSlowToFlush() throws Exception {
        MoveWaits waits =
                move(
                        disk(true),
                        new Slow(disk(false), false, false, true),
                        Pace.UNLIMITED,
                        Admission.FREE);
        assertSlow(waits.target(), waits.source(), waits.network(), waits.limit(), waits.rest());
    }

    @Test
    void aLimitOnBytes() throws Exception {
        MoveWaits waits =
                move(disk(true), disk(false), bytes -> Thread.sleep(DELAY_MILLIS), Admission.FREE);
        assertSlow(waits.limit(), waits.source(), waits.network(), waits.target(), waits.rest());
    }

    @Test
    void aLimitOnReadsAtOnePlace() throws Exception {
        MoveWaits waits =
                move(
                        disk(true),
                        disk(false),
                        Pace.UNLIMITED,
                        bytes -> {
                            Thread.sleep(DELAY_MILLIS);
                            return () -> {};
                        });
        assertSlow(waits.limit(), waits.source(), waits.network(), waits.target(), waits.rest());
    }
}
