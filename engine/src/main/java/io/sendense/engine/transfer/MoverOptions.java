package io.sendense.engine.transfer;

import java.time.Duration;

/// How moves are made. Immutable.
///
/// @param inFlight pieces of one disk that are worked on at once
/// @param retryFor how long after its first failure a piece is still tried again
/// @param retryPause wait before the first repetition; it doubles up to 5 s
public record MoverOptions(int inFlight, Duration retryFor, Duration retryPause) {
    public static final MoverOptions DEFAULT =
            new MoverOptions(4, Duration.ofSeconds(30), Duration.ofMillis(200));

    public MoverOptions {
        if (inFlight < 1) {
            throw new IllegalArgumentException(inFlight + " pieces in flight");
        }
    }
}
