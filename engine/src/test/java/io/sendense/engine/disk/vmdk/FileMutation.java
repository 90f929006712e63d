package io.sendense.engine.disk.vmdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.BlockStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Breaks sound files at random and looks at what a reader makes of them: it may refuse, with an
/// `IOException`, or read something, but not fail otherwise, hang, or answer with the wrong shape.
/// Prints its seed; `-Dsendense.fuzz.seed` repeats it, `-Dsendense.fuzz.seconds` goes on for
/// longer.
public final class FileMutation {
    private static final long MAX_NANOS_PER_FILE = Duration.ofSeconds(20).toNanos();
    private static final long[] ODD = {0, 1, 2, 7, 511, 512, 1 << 16, 1 << 20, 1L << 31, -1, -2};

    /// How far behind a busy place most of the structure lies.
    private static final int BUSY_BYTES = 256;

    private final Random random;
    private final int busyBytes;
    private final List<Integer> busyPlaces;

    private FileMutation(Random random, int busyBytes, List<Integer> busyPlaces) {
        this.random = random;
        this.busyBytes = busyBytes;
        this.busyPlaces = busyPlaces;
    }

    /// Opens a file as a disk.
    @FunctionalInterface
    public interface Opener {
        BlockDevice open(Path file) throws IOException;
    }

    /// What became of the files.
    public record Result(int files, int refused) {}

    /// @param originals sound files
    /// @param busyBytes how far from a file's start its structure reaches
    /// @param busyPlaces where in that most of it begins; may be none
    /// @param scratch a file in the folder of whatever the originals refer to
    public static Result run(
            List<byte[]> originals,
            int busyBytes,
            List<Integer> busyPlaces,
            Path scratch,
            Duration time,
            Opener opener)
            throws Exception {
        long seed = Long.getLong("sendense.fuzz.seed", System.nanoTime());
        System.out.println("fuzz seed " + seed);
        Duration wanted =
                Duration.ofSeconds(Long.getLong("sendense.fuzz.seconds", time.toSeconds()));
        long end = System.nanoTime() + wanted.toNanos();
        int files = 0;
        int refused = 0;
        while (System.nanoTime() - end < 0) {
            FileMutation mutation =
                    new FileMutation(new Random(seed + files), busyBytes, busyPlaces);
            String name = "-Dsendense.fuzz.seed=" + (seed + files);
            byte[] original = originals.get(mutation.random.nextInt(originals.size()));
            Files.write(scratch, mutation.mutated(original));
            long begun = System.nanoTime();
            try (BlockDevice device = opener.open(scratch)) {
                mutation.look(device, name);
            } catch (IOException e) {
                assertThat(e.getMessage()).as(name).isNotBlank();
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError(name, e);
            }
            assertThat(System.nanoTime() - begun).as(name).isLessThan(MAX_NANOS_PER_FILE);
            files++;
        }
        System.out.println(files + " broken files, " + refused + " refused");
        return new Result(files, refused);
    }

    private byte[] mutated(byte[] original) {
        byte[] bytes = original.clone();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            int at = place(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2, 3 -> number(bytes, at);
                case 4 -> {
                    int from = place(bytes.length);
                    int length = random.nextInt(64);
                    length = Math.min(length, bytes.length - Math.max(at, from));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
                default -> {
                    if (random.nextInt(4) == 0) {
                        bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
                    }
                }
            }
        }
        return bytes;
    }

    private int place(int length) {
        int bound = random.nextInt(4) == 0 ? length : Math.min(length, busyBytes);
        // Half of them where numbers begin.
        int at = random.nextInt(bound);
        if (!busyPlaces.isEmpty() && random.nextInt(8) != 0) {
            int place = busyPlaces.get(random.nextInt(busyPlaces.size()));
            at = Math.min(length - 1, place + random.nextInt(BUSY_BYTES));
        }
        return random.nextBoolean() ? at & ~3 : at;
    }

    private void number(byte[] bytes, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        long value =
                random.nextInt(3) == 0 ? 1L << random.nextInt(64) : ODD[random.nextInt(ODD.length)];
        if (random.nextBoolean() && at + 8 <= bytes.length) {
            buffer.putLong(at, value);
        } else if (at + 4 <= bytes.length) {
            buffer.putInt(at, (int) value);
        }
    }

    private void look(BlockDevice device, String name) throws IOException {
        long size = device.size();
        assertThat(size).as(name).isBetween(0L, 1L << 46);
        for (int i = 0; i < 8 && size > 0; i++) {
            long offset = i == 0 ? 0 : random.nextLong(size);
            int length = (int) Math.min(size - offset, 1 + random.nextInt(200_000));
            device.read(offset, ByteBuffer.allocate(length));
            long window = Math.min(size - offset, 1L << 30);
            long position = offset;
            for (BlockStatus status : device.blockStatus(offset, window)) {
                assertThat(status.extent().offset()).as(name).isEqualTo(position);
                position = status.extent().end();
            }
            assertThat(position).as(name).isEqualTo(offset + window);
        }
    }
}
