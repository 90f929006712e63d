package io.sendense.engine.lab.content;

import static io.sendense.engine.lab.content.Generator.UNIT_BYTES;

import io.sendense.engine.disk.block.Extent;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Adjoining units of a [PackedImage] that are kept in one way. Immutable.
sealed interface ImageRun {
    int LITERAL = 1;
    int GENERATED = 2;
    int FILLED = 3;

    /// Most bytes of one literal run that are believed: images are a few MiB of literals in all.
    int MAX_LITERAL_BYTES = 64 << 20;

    long firstUnit();

    int count();

    default long endUnit() {
        return firstUnit() + count();
    }

    default Extent extent() {
        return new Extent(firstUnit() * UNIT_BYTES, (long) count() * UNIT_BYTES);
    }

    /// Puts `bytes` bytes, from `within` (bytes into the run) on, into `target`.
    void put(long within, int bytes, ByteBuffer target, Generator generator);

    /// Bytes kept as they are.
    record Literal(long firstUnit, ByteBuffer bytes) implements ImageRun {
        @Override
        public int count() {
            return bytes.capacity() / UNIT_BYTES;
        }

        @Override
        public void put(long within, int count, ByteBuffer target, Generator generator) {
            target.put(bytes.slice((int) within, count));
        }
    }

    /// Units counting up from `number`.
    record Generated(long firstUnit, int count, long number) implements ImageRun {
        @Override
        public void put(long within, int bytes, ByteBuffer target, Generator generator) {
            long position = within;
            long end = within + bytes;
            while (position < end) {
                int inUnit = (int) (position % UNIT_BYTES);
                int step = (int) Math.min(UNIT_BYTES - inUnit, end - position);
                generator.put(number + position / UNIT_BYTES, inUnit, step, target);
                position += step;
            }
        }
    }

    /// One byte over and over.
    record Filled(long firstUnit, int count, byte value) implements ImageRun {
        @Override
        public void put(long within, int bytes, ByteBuffer target, Generator generator) {
            byte[] chunk = new byte[Math.min(bytes, UNIT_BYTES)];
            Arrays.fill(chunk, value);
            for (int left = bytes; left > 0; left -= chunk.length) {
                target.put(chunk, 0, Math.min(left, chunk.length));
            }
        }
    }

    /// Reads what follows the kind.
    static ImageRun read(int kind, DataInputStream in) throws IOException {
        long firstUnit = in.readLong();
        int count = in.readInt();
        if (firstUnit < 0 || count < 1 || firstUnit > Long.MAX_VALUE / UNIT_BYTES - count) {
            throw new IOException("not a run: unit " + firstUnit + ", count " + count);
        }
        return switch (kind) {
            case LITERAL -> new Literal(firstUnit, literal(count, in));
            case GENERATED -> new Generated(firstUnit, count, in.readLong());
            case FILLED -> new Filled(firstUnit, count, in.readByte());
            default -> throw new IOException("unknown kind of run: " + kind);
        };
    }

    private static ByteBuffer literal(int count, DataInputStream in) throws IOException {
        if (count > MAX_LITERAL_BYTES / UNIT_BYTES) {
            throw new IOException("literal run of " + count + " units is too long");
        }
        byte[] bytes = new byte[count * UNIT_BYTES];
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
