package io.sendense.engine.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.Extent;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/// What a disk must hold, as an array, and random work done on disk and array alike. The seed is
/// printed, so that a failure can be had again with `-Dsendense.seed=...`.
public final class ModelDisk {
    private final Random random;
    private final long seed;
    private byte[] bytes;

    public ModelDisk(int size, long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.bytes = new byte[size];
    }

    /// A model with a seed of its own.
    public static ModelDisk of(int size) {
        long seed = Long.getLong("sendense.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        return new ModelDisk(size, seed);
    }

    public Random random() {
        return random;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return bytes.length;
    }

    /// From now on the disk is longer or shorter.
    public void resize(int size) {
        bytes = Arrays.copyOf(bytes, size);
    }

    /// From now on the disk is another one.
    public void become(byte[] content) {
        bytes = content;
    }

    /// Writes random bytes to a random place.
    public void write(BlockDevice device) throws IOException {
        int offset = offset();
        write(device, offset, length(offset));
    }

    /// Writes random bytes.
    public void write(BlockDevice device, int offset, int length) throws IOException {
        byte[] content = new byte[length];
        random.nextBytes(content);
        device.write(offset, ByteBuffer.wrap(content));
        System.arraycopy(content, 0, bytes, offset, length);
    }

    /// Writes bytes that pack well to a random place, three times of four to whole blocks of so
    /// many bytes; the last block of the disk may be short.
    ///
    /// @return what was written
    public Extent writePackable(BlockDevice device, int block) throws IOException {
        int offset = offset();
        int length = length(offset);
        if (random.nextInt(4) > 0) {
            offset = offset / block * block;
            int blocks = 1 + random.nextInt(Math.max(1, (256 << 10) / block));
            length = (int) Math.min(size() - offset, (long) blocks * block);
        }
        byte[] piece = new byte[1 + random.nextInt(40)];
        random.nextBytes(piece);
        for (int i = 0; i < length; i++) {
            bytes[offset + i] = piece[i % piece.length];
        }
        // A copy: nobody is given the model itself.
        device.write(offset, ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length)));
        return new Extent(offset, length);
    }

    /// Zeroes a random place.
    public void zero(BlockDevice device) throws IOException {
        int offset = offset();
        zero(device, offset, length(offset));
    }

    public void zero(BlockDevice device, int offset, int length) throws IOException {
        device.zero(offset, length, ZeroMode.values()[random.nextInt(2)]);
        Arrays.fill(bytes, offset, offset + length, (byte) 0);
    }

    /// Trims a random place.
    ///
    /// @param block whole blocks of this many bytes become zero, the rest stays; 0: all stays
    public void trim(BlockDevice device, int block) throws IOException {
        int offset = offset();
        int length = length(offset);
        device.trim(offset, length);
        if (block > 0) {
            int end = offset + length;
            long from = Math.ceilDiv(offset, block) * (long) block;
            long to = end == size() ? end : end / block * (long) block;
            if (from < to) {
                Arrays.fill(bytes, (int) from, (int) to, (byte) 0);
            }
        }
    }

    /// Reads a random place and compares.
    public void read(BlockDevice device) throws IOException {
        int offset = offset();
        assertSame(device, bytes, offset, length(offset));
    }

    /// Compares the whole disk.
    public void assertSame(BlockDevice device) throws IOException {
        assertHolds(device, bytes);
    }

    /// Compares a whole disk of the same story with what it must hold.
    public void assertHolds(BlockDevice device, byte[] expected) throws IOException {
        assertThat(device.size()).as("size, seed %d", seed).isEqualTo(expected.length);
        int step = 1 << 20;
        for (int offset = 0; offset < expected.length; offset += step) {
            assertSame(device, expected, offset, Math.min(step, expected.length - offset));
        }
    }

    private void assertSame(BlockDevice device, byte[] expected, int offset, int length)
            throws IOException {
        ByteBuffer found = ByteBuffer.allocate(length);
        device.read(offset, found);
        int at =
                Arrays.mismatch(
                        found.array(), Arrays.copyOfRange(expected, offset, offset + length));
        if (at >= 0) {
            throw new AssertionError(
                    "seed %d: byte %d is %d, expected %d"
                            .formatted(
                                    seed, offset + at, found.array()[at], expected[offset + at]));
        }
    }

    /// Stores the content as a raw file.
    public Path store(Path file) throws IOException {
        return Files.write(file, bytes);
    }

    /// Half of the time at a round place.
    private int offset() {
        int offset = random.nextInt(size());
        return random.nextBoolean() ? offset : offset & -(1 << random.nextInt(22));
    }

    /// Short ones are as frequent as long ones.
    private int length(int offset) {
        int length = 1 + random.nextInt(1 << (4 + random.nextInt(17)));
        return Math.min(size() - offset, random.nextBoolean() ? length : (length & ~511) + 512);
    }
}
