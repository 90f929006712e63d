package io.sendense.engine.transfer;

import java.nio.ByteBuffer;

/// Whether a range is all zeroes. Looks at every byte: a predecessor that sampled lost data.
final class ZeroScan {
    private ZeroScan() {}

    /// Whether every byte of `buffer` from index `from` up to, not including, `to` is zero.
    static boolean isZero(ByteBuffer buffer, int from, int to) {
        int at = from;
        for (; at + 64 <= to; at += 64) {
            long any =
                    buffer.getLong(at)
                            | buffer.getLong(at + 8)
                            | buffer.getLong(at + 16)
                            | buffer.getLong(at + 24)
                            | buffer.getLong(at + 32)
                            | buffer.getLong(at + 40)
                            | buffer.getLong(at + 48)
                            | buffer.getLong(at + 56);
            if (any != 0) {
                return false;
            }
        }
        for (; at < to; at++) {
            if (buffer.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
