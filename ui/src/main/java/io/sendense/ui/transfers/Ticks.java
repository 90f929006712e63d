package io.sendense.ui.transfers;

import java.util.stream.LongStream;

/// Round numbers for the axes of a curve. Stateless.
final class Ticks {
    private static final long[] ROUND = {1, 2, 5, 10, 20, 50, 100, 200, 500};
    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Ticks() {}

    /// The smallest round number of bytes, in the binary unit it is shown in, of which `most` steps
    /// reach `top`.
    static long bytes(long top, int most) {
        for (long unit = 1; unit <= 1L << 50; unit <<= 10) {
            for (long round : ROUND) {
                if (top <= unit * round * most) {
                    return unit * round;
                }
            }
        }
        return 1L << 60;
    }

    /// The smallest round span of milliseconds of which `most` steps reach `span`.
    static long millis(long span, int most) {
        return LongStream.of(
                        SECOND,
                        2 * SECOND,
                        5 * SECOND,
                        10 * SECOND,
                        15 * SECOND,
                        30 * SECOND,
                        MINUTE,
                        2 * MINUTE,
                        5 * MINUTE,
                        10 * MINUTE,
                        15 * MINUTE,
                        30 * MINUTE,
                        HOUR,
                        2 * HOUR,
                        4 * HOUR,
                        8 * HOUR,
                        12 * HOUR)
                .filter(step -> span <= step * most)
                .findFirst()
                .orElseGet(() -> DAY * ((span + DAY * most - 1) / (DAY * most)));
    }
}
