package io.sendense.engine.lab.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Bytes that look like nothing in particular, and can be had again at any time: a block is a pure
/// function of a seed and its number. Incompressible.
///
/// Each block is xorshift64* (Vigna, "An experimental exploration of Marsaglia's xorshift
/// generators, scrambled", 2016), started from the seed and the number through the finalizer of
/// SplitMix64. Immutable.
public record Generator(long seed) {
    /// Bytes that belong together: 4 KiB.
    public static final int UNIT_BYTES = 4096;

    /// Puts `count` bytes of block `number` into `target`, from `within` on.
    public void put(long number, int within, int count, ByteBuffer target) {
        if (within == 0 && count == UNIT_BYTES) {
            putWhole(number, target);
            return;
        }
        ByteBuffer whole = ByteBuffer.allocate(UNIT_BYTES);
        putWhole(number, whole);
        target.put(whole.array(), within, count);
    }

    private void putWhole(long number, ByteBuffer target) {
        ByteOrder order = target.order();
        target.order(ByteOrder.LITTLE_ENDIAN);
        int start = target.position();
        long state = start(number);
        for (int i = 0; i < UNIT_BYTES; i += Long.BYTES) {
            state ^= state >>> 12;
            state ^= state << 25;
            state ^= state >>> 27;
            target.putLong(start + i, state * 0x2545F4914F6CDD1DL);
        }
        target.position(start + UNIT_BYTES);
        target.order(order);
    }

    /// Never zero, which xorshift could not leave.
    private long start(long number) {
        long mixed = seed + number * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        mixed ^= mixed >>> 31;
        return mixed == 0 ? 1 : mixed;
    }
}
