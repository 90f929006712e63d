package io.sendense.ui;

import io.sendense.engine.run.RateSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How fast a run of the fake engine was: it begins with the snapshot, has its ups and downs, and
/// ends.
final class FakeCurve {
    private static final int SNAPSHOT_SECONDS = 4;

    private FakeCurve() {}

    /// A sample each second.
    ///
    /// @param usual bytes per second, most of the time
    static List<RateSample> of(long seconds, long usual) {
        List<RateSample> samples = new ArrayList<>();
        long done = 0;
        for (long second = 1; second <= seconds; second++) {
            double swing = 1 + 0.14 * Math.sin(second * 0.9) + 0.09 * Math.sin(second * 0.31 + 1);
            double dip = second % 37 > 30 ? 0.45 : 1;
            done += second <= SNAPSHOT_SECONDS ? 0 : Math.round(usual * swing * dip);
            samples.add(new RateSample(Duration.ofSeconds(second), done, 0));
        }
        return RateSample.withRates(samples);
    }
}
