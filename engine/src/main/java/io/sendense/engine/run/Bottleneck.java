package io.sendense.engine.run;

import java.time.Duration;
import java.util.List;

/// What a move waits for most: what to look at first where it should be faster.
public enum Bottleneck {
    /// The vCenter, the host or the storage there.
    SOURCE,
    /// The way between.
    NETWORK,
    /// The repository.
    TARGET,
    /// A limit that somebody has set.
    LIMIT,
    /// Nothing stands out, or it is too early to tell.
    NONE;

    /// Less is over before anybody looks.
    static final Duration SHORTEST = Duration.ofSeconds(1);

    /// The share of all time from which on a wait is what holds a move up.
    static final double SHARE = 0.4;

    /// The largest of the waits, if it is 40 % of the time or more, and there is more than a second
    /// of that.
    public static Bottleneck of(Waits waits) {
        if (waits.total().compareTo(SHORTEST) < 0) {
            return NONE;
        }
        Bottleneck largest = SOURCE;
        for (Bottleneck each : List.of(NETWORK, TARGET, LIMIT)) {
            if (each.in(waits).compareTo(largest.in(waits)) > 0) {
                largest = each;
            }
        }
        return waits.share(largest.in(waits)) >= SHARE ? largest : NONE;
    }

    /// What of it was waited for this.
    public Duration in(Waits waits) {
        return switch (this) {
            case SOURCE -> waits.source();
            case NETWORK -> waits.network();
            case TARGET -> waits.target();
            case LIMIT -> waits.limit();
            case NONE -> waits.rest();
        };
    }
}
