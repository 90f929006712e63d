package io.sendense.engine.transfer;

import java.time.Duration;

/// How moves are made. Immutable.
///
/// @param inFlight pieces of one disk that are worked on at once
/// @param retryFor how long after its first failure a piece is still tried again
/// @param retryPause wait before the first repetition; it doubles up to 5 s
/// @param gapBytes most unplanned bytes between two planned extents that are read along rather than
///   with another request. At 1 Gbit/s the usual 128 KiB take a millisecond, as a request does
public record MoverOptions(int inFlight, Duration retryFor, Duration retryPause, int gapBytes) {
    public static final MoverOptions DEFAULT =
            new MoverOptions(4, Duration.ofSeconds(30), Duration.ofMillis(200), 128 << 10);

    public MoverOptions {
        if (gapBytes < 0) {
            throw new IllegalArgumentException("gaps of " + gapBytes + " bytes");
        }
        if (inFlight < 1) {
            throw new IllegalArgumentException(inFlight + " pieces in flight");
        }
    }
}
