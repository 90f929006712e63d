package io.sendense.engine.lab.content;

import java.nio.ByteBuffer;

/// Zero bytes, put as fast as memory takes them.
public final class Zeroes {
    private static final byte[] SOURCE = new byte[BaseContent.BLOCK_BYTES];

    private Zeroes() {}

    /// Puts `count` zeroes into `target`.
    public static void put(ByteBuffer target, long count) {
        long left = count;
        while (left > 0) {
            int step = (int) Math.min(left, SOURCE.length);
            target.put(SOURCE, 0, step);
            left -= step;
        }
    }

    /// Whether every byte between position and limit is zero; moves nothing.
    public static boolean onlyIn(ByteBuffer bytes) {
        int position = bytes.position();
        int limit = bytes.limit();
        for (; position + Long.BYTES <= limit; position += Long.BYTES) {
            if (bytes.getLong(position) != 0) {
                return false;
            }
        }
        for (; position < limit; position++) {
            if (bytes.get(position) != 0) {
                return false;
            }
        }
        return true;
    }
}
