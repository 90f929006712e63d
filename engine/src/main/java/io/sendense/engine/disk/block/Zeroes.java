package io.sendense.engine.disk.block;

import java.nio.ByteBuffer;

/// Zero bytes: a source of them, and the question whether a buffer holds nothing else. Stateless.
public final class Zeroes {
    /// The longest buffer `buffer` hands out.
    public static final int MAX_BYTES = 1 << 20;

    private static final ByteBuffer SHARED =
            ByteBuffer.allocateDirect(MAX_BYTES).asReadOnlyBuffer();

    private Zeroes() {}

    /// A read-only buffer of `length` zero bytes, at most `MAX_BYTES`.
    public static ByteBuffer buffer(int length) {
        return SHARED.slice(0, length);
    }

    /// Fills `target` from its position to its limit.
    public static void fill(ByteBuffer target) {
        while (target.hasRemaining()) {
            target.put(buffer(Math.min(target.remaining(), MAX_BYTES)));
        }
    }

    /// Whether every byte between position and limit is zero; looks at each of them. Leaves the
    /// position alone.
    public static boolean only(ByteBuffer bytes) {
        int position = bytes.position();
        while (position < bytes.limit()) {
            int count = Math.min(bytes.limit() - position, MAX_BYTES);
            if (bytes.slice(position, count).mismatch(buffer(count)) >= 0) {
                return false;
            }
            position += count;
        }
        return true;
    }
}
