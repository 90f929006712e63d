package io.sendense.engine.disk.qcow2;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.ZeroMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What is done to a disk, step after step, from a seed: the same for whoever does it until a crash
/// and for whoever judges afterwards.
final class DiskScript {
    private final Random random;
    private final int size;

    DiskScript(long seed, int size) {
        this.random = new Random(seed);
        this.size = size;
    }

    enum Kind {
        WRITE,
        ZERO,
        TRIM,
        FLUSH
    }

    /// One step.
    ///
    /// @param seed of the bytes to write
    record Step(Kind kind, int offset, int length, ZeroMode mode, long seed) {
        void runOn(BlockDevice device) throws IOException {
            switch (kind) {
                case WRITE -> device.write(offset, ByteBuffer.wrap(content()));
                case ZERO -> device.zero(offset, length, mode);
                case TRIM -> device.trim(offset, length);
                case FLUSH -> device.flush();
            }
        }

        /// The disk afterwards, as an array.
        ///
        /// @param block what of a trim are whole blocks of this size becomes zero
        byte[] appliedTo(byte[] disk, int block) {
            byte[] after = disk.clone();
            int end = offset + length;
            switch (kind) {
                case WRITE -> System.arraycopy(content(), 0, after, offset, length);
                case ZERO -> Arrays.fill(after, offset, end, (byte) 0);
                case TRIM -> {
                    int from = Math.ceilDiv(offset, block) * block;
                    int to = end == disk.length ? end : end / block * block;
                    Arrays.fill(after, Math.min(from, to), to, (byte) 0);
                }
                case FLUSH -> {
                    // Changes nothing.
                }
            }
            return after;
        }

        private byte[] content() {
            byte[] bytes = new byte[length];
            Random bytesOfSeed = new Random(seed);
            bytesOfSeed.nextBytes(bytes);
            if (bytesOfSeed.nextBoolean()) {
                // Something that can be packed.
                for (int i = 0; i < length; i++) {
                    bytes[i] = (byte) (bytes[i & 15] + (i >> 9));
                }
            }
            return bytes;
        }
    }

    Step next() {
        int offset = random.nextInt(size);
        if (random.nextBoolean()) {
            offset &= -(1 << random.nextInt(18));
        }
        int length = 1 + random.nextInt(1 << (6 + random.nextInt(12)));
        Kind kind =
                switch (random.nextInt(12)) {
                    case 0 -> Kind.FLUSH;
                    case 1, 2, 3 -> Kind.ZERO;
                    case 4 -> Kind.TRIM;
                    default -> Kind.WRITE;
                };
        ZeroMode mode = ZeroMode.values()[random.nextInt(2)];
        return new Step(kind, offset, Math.min(length, size - offset), mode, random.nextLong());
    }

    /// Fails unless the disk, after a crash, holds what a flush had promised, and elsewhere at each
    /// place what some step since then left there.
    ///
    /// @param before the disk when the script began
    /// @param promised number of steps up to the last flush that was heard of; the crash came
    ///   before the next one was
    static void judge(
            long seed, byte[] before, int block, int promised, BlockDevice device, String what)
            throws IOException {
        DiskScript script = new DiskScript(seed, before.length);
        byte[] disk = before;
        for (int i = 0; i < promised; i++) {
            disk = script.next().appliedTo(disk, block);
        }
        List<byte[]> versions = new ArrayList<>(List.of(disk));
        Step step;
        do {
            step = script.next();
            disk = step.appliedTo(disk, block);
            versions.add(disk);
        } while (step.kind != Kind.FLUSH);
        byte[] found = new byte[before.length];
        device.read(0, ByteBuffer.wrap(found));
        for (int i = 0; i < found.length; i++) {
            int at = i;
            if (versions.stream().noneMatch(version -> version[at] == found[at])) {
                throw new AssertionError(
                        "%s, seed %d, %d steps flushed: byte %d is %d, expected %d"
                                .formatted(
                                        what, seed, promised, i, found[i], versions.getFirst()[i]));
            }
        }
    }
}
