package io.sendense.engine.disk.qcow2;

import java.nio.ByteBuffer;

/// Reads and writes one refcount in a (piece of a) refcount block, whatever its width. Stateless.
///
/// Widths below 8 bits are packed from the least significant bit of each byte upwards; 16, 32 and
/// 64 bits are big-endian.
final class RefcountWidth {
    private RefcountWidth() {}

    /// One refcount.
    ///
    /// @param order log2 of the width in bits
    /// @param index which refcount, counted from the start of `block`
    /// @return the count; a 64-bit one above `Long.MAX_VALUE` comes out as that
    static long get(ByteBuffer block, int order, int index) {
        return switch (order) {
            case 0, 1, 2 -> {
                int bits = 1 << order;
                int perByte = 8 / bits;
                int value = block.get(index / perByte) >>> ((index % perByte) * bits);
                yield value & ((1 << bits) - 1);
            }
            case 3 -> Byte.toUnsignedLong(block.get(index));
            case 4 -> Short.toUnsignedLong(block.getShort(index * 2));
            case 5 -> Integer.toUnsignedLong(block.getInt(index * 4));
            default -> {
                long value = block.getLong(index * 8);
                yield value < 0 ? Long.MAX_VALUE : value;
            }
        };
    }

    /// Sets one refcount; `count` fits its width.
    static void put(ByteBuffer block, int order, int index, long count) {
        switch (order) {
            case 0, 1, 2 -> {
                int bits = 1 << order;
                int perByte = 8 / bits;
                int shift = (index % perByte) * bits;
                int mask = ((1 << bits) - 1) << shift;
                int rest = block.get(index / perByte) & ~mask;
                block.put(index / perByte, (byte) (rest | (((int) count << shift) & mask)));
            }
            case 3 -> block.put(index, (byte) count);
            case 4 -> block.putShort(index * 2, (short) count);
            case 5 -> block.putInt(index * 4, (int) count);
            default -> block.putLong(index * 8, count);
        }
    }
}
