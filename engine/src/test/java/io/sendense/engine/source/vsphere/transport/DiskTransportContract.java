package io.sendense.engine.source.vsphere.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ReadOnlyDeviceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What every transport gives, whatever it is and whatever the disk's files are.
@Timeout(120)
public abstract class DiskTransportContract {
    private static final int MIB = 1 << 20;

    /// A disk that a snapshot holds still, while its guest has gone on writing.
    ///
    /// @param label the disk's
    /// @param files names of which an error must tell one
    /// @param start the first bytes of what is frozen, some MiB
    /// @param end the last bytes of it
    public record Frozen(
            String label, long capacityBytes, List<String> files, byte[] start, byte[] end) {}

    protected abstract Frozen frozen();

    /// Opens that disk.
    protected abstract BlockDevice open() throws Exception;

    /// From now on no answer comes, or only after a very long time.
    protected abstract void silence() throws Exception;

    /// From now on every read is refused, for good.
    protected abstract void refuse() throws Exception;

    /// From now on some answers end early.
    protected abstract void cut() throws Exception;

    /// All is well again.
    protected abstract void heal() throws Exception;

    private static byte[] read(BlockDevice device, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        device.read(offset, bytes);
        return bytes.array();
    }

    @Test
    void itsSizeIsTheSnapshotsCapacityAndItsBytesAreFrozen() throws Exception {
        Frozen frozen = frozen();
        try (BlockDevice device = open()) {
            assertThat(device.size()).isEqualTo(frozen.capacityBytes());
            assertThat(device.readOnly()).isTrue();
            assertThat(read(device, 0, frozen.start().length)).isEqualTo(frozen.start());
            long end = frozen.capacityBytes() - frozen.end().length;
            assertThat(read(device, end, frozen.end().length)).isEqualTo(frozen.end());
            assertThat(device.blockStatus(0, device.size())).isNotEmpty();
            assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(512)))
                    .isInstanceOf(ReadOnlyDeviceException.class);
            assertThatThrownBy(() -> device.read(device.size(), ByteBuffer.allocate(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void readAtRandom(BlockDevice device, long seed, int times) throws IOException {
        byte[] start = frozen().start();
        Random random = new Random(seed);
        for (int i = 0; i < times; i++) {
            int length = random.nextInt(1 << (1 + random.nextInt(21)));
            int offset = random.nextInt(start.length - length);
            boolean direct = random.nextBoolean();
            ByteBuffer bytes =
                    direct
                            ? ByteBuffer.allocateDirect(length + 9)
                            : ByteBuffer.allocate(length + 9);
            bytes.position(5).limit(5 + length);
            device.read(offset, bytes);
            assertThat(bytes.slice(5, length).mismatch(ByteBuffer.wrap(start, offset, length)))
                    .as("seed %d: %d bytes at %d", seed, length, offset)
                    .isEqualTo(-1);
            assertThat(bytes.get(length + 5 > bytes.limit() - 1 ? 0 : length + 5)).isZero();
        }
    }

    @Test
    void readsAnyRange() throws Exception {
        try (BlockDevice device = open()) {
            readAtRandom(device, System.nanoTime(), 60);
            device.read(7, ByteBuffer.allocate(0));
        }
    }

    @Test
    void manyReadAtOnce() throws Exception {
        try (BlockDevice device = open();
                ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Void>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                long seed = i;
                all.add(
                        readers.submit(() -> {
                            readAtRandom(device, seed, 4);
                            return null;
                        }));
            }
            for (Future<Void> reader : all) {
                reader.get(60, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void goesOnWhereAnAnswerWasCut() throws Exception {
        try (BlockDevice device = open()) {
            cut();
            assertThat(read(device, 0, 4 * MIB))
                    .isEqualTo(java.util.Arrays.copyOf(frozen().start(), 4 * MIB));
        }
    }

    @Test
    void closingEndsTheReadsUnderWay() throws Exception {
        BlockDevice device = open();
        silence();
        CountDownLatch begun = new CountDownLatch(4);
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Throwable>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                long offset = (long) i * MIB;
                all.add(
                        readers.submit(() -> {
                            begun.countDown();
                            return catchThrowableOfType(
                                    IOException.class, () -> read(device, offset, 3 * MIB));
                        }));
            }
            begun.await();
            Thread.sleep(300);
            long before = System.nanoTime();
            device.close();
            device.close();
            for (Future<Throwable> reader : all) {
                assertThat(reader.get(30, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
            }
            assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - before)).isLessThan(10);
        } finally {
            heal();
        }
        assertThatThrownBy(() -> read(device, 0, 1)).isInstanceOf(IOException.class);
    }

    @Test
    void anErrorNamesDiskAndFileAndTheNextReadMaySucceed() throws Exception {
        Frozen frozen = frozen();
        try (BlockDevice device = open()) {
            refuse();
            IOException failure =
                    catchThrowableOfType(IOException.class, () -> read(device, 0, 2 * MIB));
            assertThat(failure).hasMessageContaining(frozen.label());
            assertThat(frozen.files()).anyMatch(failure.getMessage()::contains);
            heal();
            assertThat(read(device, 0, MIB))
                    .isEqualTo(java.util.Arrays.copyOf(frozen.start(), MIB));
        }
    }
}
