package io.sendense.engine.lab.content;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Bytes that can be had again at any time: a unit of 4 KiB is a pure function of a seed and its
/// number. Immutable.
///
/// Numbers below [#FIRST_TEXT] give noise, which nothing compresses; the others give lines of a log
/// file, which compress well. Noise is xorshift64* (Vigna, "An experimental exploration of
/// Marsaglia's xorshift generators, scrambled", 2016), started from seed and number through the
/// finalizer of SplitMix64.
public record Generator(long seed) {
    /// Bytes that belong together: 4 KiB.
    public static final int UNIT_BYTES = 4096;

    /// The number of the first unit of text.
    public static final long FIRST_TEXT = 1L << 40;

    /// Puts `count` bytes of unit `number` into `target`, from `within` on.
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
        if (number >= FIRST_TEXT) {
            LogText.put(start(number), number - FIRST_TEXT, target);
        } else {
            putNoise(start(number), target);
        }
    }

    private static void putNoise(long start, ByteBuffer target) {
        ByteOrder order = target.order();
        target.order(ByteOrder.LITTLE_ENDIAN);
        int position = target.position();
        long state = start;
        for (int i = 0; i < UNIT_BYTES; i += Long.BYTES) {
            state = next(state);
            target.putLong(position + i, state * 0x2545F4914F6CDD1DL);
        }
        target.position(position + UNIT_BYTES);
        target.order(order);
    }

    /// One step of xorshift64.
    static long next(long state) {
        long shifted = state ^ (state >>> 12);
        shifted ^= shifted << 25;
        return shifted ^ (shifted >>> 27);
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
