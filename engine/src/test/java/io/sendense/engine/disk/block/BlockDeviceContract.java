package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every writable `BlockDevice` must do. A subclass says how to make one.
public abstract class BlockDeviceContract {
    /// Not a multiple of any block size, so that the tail is always a partial block.
    protected static final int SIZE = 5 * 1024 * 1024 + 1536;

    private BlockDevice device;

    /// A device of `size` bytes that reads as zeroes.
    protected abstract BlockDevice create(long size) throws Exception;

    @BeforeEach
    void open() throws Exception {
        device = create(SIZE);
    }

    @AfterEach
    void close() throws Exception {
        device.close();
        device.close();
    }

    @Test
    void hasTheSizeItWasMadeWith() {
        assertThat(device.size()).isEqualTo(SIZE);
        assertThat(device.readOnly()).isFalse();
    }

    @Test
    void readsZeroesBeforeTheFirstWrite() throws IOException {
        assertThat(read(0, SIZE)).isEqualTo(new byte[SIZE]);
    }

    @Test
    void returnsWhatRandomWritesZeroesAndTrimsLeft() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] model = new byte[SIZE];
        for (int step = 0; step < 200; step++) {
            int offset = random.nextInt(SIZE);
            int length = 1 + random.nextInt(Math.min(SIZE - offset, 1 << random.nextInt(20)));
            if (random.nextInt(4) == 0) {
                ZeroMode mode = ZeroMode.values()[random.nextInt(2)];
                device.zero(offset, length, mode);
                Arrays.fill(model, offset, offset + length, (byte) 0);
            } else {
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                device.write(offset, ByteBuffer.wrap(bytes));
                System.arraycopy(bytes, 0, model, offset, length);
            }
        }
        device.flush();
        assertThat(read(0, SIZE)).as("seed %d", seed).isEqualTo(model);
        assertStatusCoversAndZeroesAreZero(model, seed);
    }

    private void assertStatusCoversAndZeroesAreZero(byte[] model, long seed) throws IOException {
        List<BlockStatus> status = device.blockStatus(512, SIZE - 1024);
        long position = 512;
        for (BlockStatus entry : status) {
            assertThat(entry.extent().offset()).as("seed %d", seed).isEqualTo(position);
            position = entry.extent().end();
            if (entry.allocation().readsAsZero()) {
                for (long i = entry.extent().offset(); i < position; i++) {
                    if (model[(int) i] != 0) {
                        throw new AssertionError("seed " + seed + ": byte " + i + " is not zero");
                    }
                }
            }
        }
        assertThat(position).isEqualTo(SIZE - 512);
    }

    @Test
    void takesDirectBuffersAndLeavesThePositionAtTheLimit() throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(100_000);
        for (int i = 0; i < 100_000; i++) {
            direct.put((byte) i);
        }
        direct.flip();
        device.write(777, direct);
        assertThat(direct.hasRemaining()).isFalse();
        ByteBuffer back = ByteBuffer.allocateDirect(100_000);
        device.read(777, back);
        assertThat(back.hasRemaining()).isFalse();
        assertThat(back.flip()).isEqualTo(direct.flip());
    }

    @Test
    void refusesRangesOutsideOfTheDevice() {
        assertThatThrownBy(() -> device.read(SIZE, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(SIZE));
        assertThatThrownBy(() -> device.write(SIZE - 1, ByteBuffer.allocate(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.zero(-1, 2, ZeroMode.MAY_DEALLOCATE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.blockStatus(0, SIZE + 1L))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.trim(Long.MAX_VALUE, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void acceptsEmptyRanges() throws IOException {
        device.write(SIZE, ByteBuffer.allocate(0));
        device.read(SIZE, ByteBuffer.allocate(0));
        device.zero(SIZE, 0, ZeroMode.MAY_DEALLOCATE);
        device.trim(SIZE, 0);
    }

    @Test
    void trimKeepsItsNeighbours() throws IOException {
        byte[] ones = new byte[SIZE];
        Arrays.fill(ones, (byte) 1);
        device.write(0, ByteBuffer.wrap(ones));
        device.trim(100_001, 1_000_003);
        assertThat(read(0, 100_001)).containsOnly((byte) 1);
        int tail = SIZE - 1_100_004;
        assertThat(read(1_100_004, tail)).containsOnly((byte) 1);
    }

    @Test
    void concurrentWritersOfDisjointRangesDoNotDisturbEachOther() throws Exception {
        int stripe = 4_099;
        int stripes = SIZE / stripe;
        try (var executor = Executors.newFixedThreadPool(4)) {
            List<Callable<Void>> writers =
                    IntStream.range(0, 4)
                            .<Callable<Void>>mapToObj(worker ->
                                    () -> {
                                        for (int i = worker; i < stripes; i += 4) {
                                            byte[] bytes = new byte[stripe];
                                            Arrays.fill(bytes, (byte) i);
                                            device.write((long) i * stripe, ByteBuffer.wrap(bytes));
                                        }
                                        return null;
                                    })
                            .toList();
            for (var result : executor.invokeAll(writers)) {
                result.get();
            }
        }
        byte[] all = read(0, stripes * stripe);
        for (int i = 0; i < all.length; i++) {
            if (all[i] != (byte) (i / stripe)) {
                throw new AssertionError("byte " + i + " is " + all[i]);
            }
        }
    }

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        device.read(offset, buffer);
        return buffer.array();
    }
}
