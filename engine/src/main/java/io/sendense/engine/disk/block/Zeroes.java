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

    /// Whether every byte between position and limit is zero; looks at each of them: a predecessor
    /// that sampled lost data. Leaves the position alone.
    ///
    /// The first eight bytes are, and each other one is as the one eight places before it. That
    /// comparison is one the JVM has vector code for, whatever kind of buffer it is.
    public static boolean only(ByteBuffer bytes) {
        int position = bytes.position();
        int length = bytes.remaining();
        for (int i = 0; i < Math.min(length, Long.BYTES); i++) {
            if (bytes.get(position + i) != 0) {
                return false;
            }
        }
        int rest = length - Long.BYTES;
        return rest <= 0
                || bytes.slice(position + Long.BYTES, rest).mismatch(bytes.slice(position, rest))
                        < 0;
    }
}
