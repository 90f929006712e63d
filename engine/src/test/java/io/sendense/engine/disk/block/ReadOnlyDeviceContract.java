package io.sendense.engine.disk.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every `BlockDevice` that can only be read must do. A subclass says how to make a file with
/// given content and open it.
public abstract class ReadOnlyDeviceContract {
    /// Not a multiple of any grain or block size, so that the tail is always a partial one.
    private static final int SIZE = 5 * 1024 * 1024 + 1536;

    private final byte[] model = new byte[SIZE];
    private BlockDevice device;
    private long seed;

    /// Makes a file with this content, and opens it.
    protected abstract BlockDevice open(byte[] content) throws Exception;

    @BeforeEach
    void open() throws Exception {
        seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            int offset = random.nextInt(SIZE);
            int length = Math.min(SIZE - offset, 1 + random.nextInt(200_000));
            byte[] bytes = new byte[length];
            if (i % 2 == 0) {
                random.nextBytes(bytes);
            } else {
                Arrays.fill(bytes, (byte) random.nextInt(3));
            }
            System.arraycopy(bytes, 0, model, offset, length);
        }
        Arrays.fill(model, 2 << 20, 3 << 20, (byte) 0);
        model[SIZE - 1] = 7;
        device = open(model);
    }

    @AfterEach
    void close() throws Exception {
        device.close();
        device.close();
        assertThatThrownBy(() -> device.read(0, ByteBuffer.allocate(1)))
                .isInstanceOf(IOException.class);
    }

    @Test
    void readsWhatWasStoredAtAnyPlaceAndLength() throws IOException {
        assertThat(device.size()).isEqualTo(SIZE);
        assertThat(device.readOnly()).isTrue();
        assertThat(read(0, SIZE)).as("seed %d", seed).isEqualTo(model);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            int offset = random.nextInt(SIZE);
            int length = Math.min(SIZE - offset, random.nextInt(1 << random.nextInt(20)));
            assertThat(read(offset, length))
                    .as("seed %d, %d bytes at %d", seed, length, offset)
                    .isEqualTo(Arrays.copyOfRange(model, offset, offset + length));
        }
    }

    @Test
    void statusCoversTheRangeAndZeroesAreZero() throws IOException {
        long position = 512;
        boolean zeroes = false;
        for (BlockStatus entry : device.blockStatus(512, SIZE - 1024)) {
            assertThat(entry.extent().offset()).as("seed %d", seed).isEqualTo(position);
            position = entry.extent().end();
            if (entry.allocation().readsAsZero()) {
                zeroes = true;
                for (long i = entry.extent().offset(); i < position; i++) {
                    assertThat(model[(int) i]).as("seed %d, byte %d", seed, i).isZero();
                }
            }
        }
        assertThat(position).isEqualTo(SIZE - 512);
        assertThat(zeroes).as("the zero MiB is known to be zero").isEqualTo(knowsZeroes());
    }

    /// Whether a MiB of zeroes is left out of the file.
    protected boolean knowsZeroes() {
        return true;
    }

    @Test
    void takesDirectBuffersAndKeepsToTheirLimits() throws IOException {
        ByteBuffer direct = ByteBuffer.allocateDirect(100_100);
        direct.position(50).limit(100_050);
        device.read(777, direct);
        assertThat(direct.position()).isEqualTo(100_050);
        byte[] all = new byte[100_100];
        direct.clear().get(all);
        assertThat(Arrays.copyOfRange(all, 50, 100_050))
                .isEqualTo(Arrays.copyOfRange(model, 777, 100_777));
        assertThat(Arrays.copyOfRange(all, 0, 50)).containsOnly(0);
        assertThat(Arrays.copyOfRange(all, 100_050, 100_100)).containsOnly(0);
    }

    @Test
    void refusesRangesOutsideOfTheDevice() throws IOException {
        assertThatThrownBy(() -> device.read(SIZE, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(SIZE));
        assertThatThrownBy(() -> device.read(-1, ByteBuffer.allocate(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.blockStatus(0, SIZE + 1L))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> device.write(SIZE - 1, ByteBuffer.allocate(2)))
                .isInstanceOf(IllegalArgumentException.class);
        device.read(SIZE, ByteBuffer.allocate(0));
    }

    @Test
    void refusesChanges() throws IOException {
        assertThatThrownBy(() -> device.write(0, ByteBuffer.allocate(512)))
                .isInstanceOf(ReadOnlyDeviceException.class);
        assertThatThrownBy(() -> device.zero(0, 512, ZeroMode.MAY_DEALLOCATE))
                .isInstanceOf(ReadOnlyDeviceException.class);
        assertThatThrownBy(() -> device.trim(0, 512)).isInstanceOf(ReadOnlyDeviceException.class);
        device.flush();
        assertThat(read(0, SIZE)).isEqualTo(model);
    }

    @Test
    void readsForSeveralThreadsAtOnce() throws Exception {
        try (var executor = Executors.newFixedThreadPool(4)) {
            var readers =
                    IntStream.range(0, 4)
                            .<Callable<Boolean>>mapToObj(
                                    worker -> () -> equalInRandomPlaces(worker))
                            .toList();
            for (var result : executor.invokeAll(readers)) {
                assertThat(result.get()).as("seed %d", seed).isTrue();
            }
        }
    }

    private boolean equalInRandomPlaces(int worker) throws IOException {
        Random random = new Random(seed + worker);
        for (int i = 0; i < 200; i++) {
            int offset = random.nextInt(SIZE - 4096);
            if (!Arrays.equals(read(offset, 4096), 0, 4096, model, offset, offset + 4096)) {
                return false;
            }
        }
        return true;
    }

    private byte[] read(long offset, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        device.read(offset, buffer);
        assertThat(buffer.hasRemaining()).isFalse();
        return buffer.array();
    }
}
