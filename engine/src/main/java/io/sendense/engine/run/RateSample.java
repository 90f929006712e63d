package io.sendense.engine.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How far a run was at one moment. Immutable.
///
/// @param at since the run's start
/// @param doneBytes planned bytes of all disks that were accounted for. Less than before where
///   disks are read anew after a failure
/// @param bytesPerSecond of those since the sample before; 0 where there were none
public record RateSample(Duration at, long doneBytes, long bytesPerSecond) {
    /// The same samples with the rate of each since the one before it; the first has that since the
    /// run's start.
    public static List<RateSample> withRates(List<RateSample> samples) {
        List<RateSample> rated = new ArrayList<>();
        RateSample last = new RateSample(Duration.ZERO, 0, 0);
        for (RateSample sample : samples) {
            rated.add(new RateSample(sample.at, sample.doneBytes, sample.rateSince(last)));
            last = sample;
        }
        return List.copyOf(rated);
    }

    private long rateSince(RateSample before) {
        long nanos = at.minus(before.at).toNanos();
        long bytes = doneBytes - before.doneBytes;
        return nanos <= 0 || bytes <= 0 ? 0 : Math.round(bytes * 1e9 / nanos);
    }
}
