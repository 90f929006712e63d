package io.sendense.engine.backup;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.run.RateSample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// How far a run was over its time, in a bounded number of samples: where there is no room for
/// another, every second one goes, and from then on they are twice as far apart. Thread-safe.
final class RateLog {
    static final int MOST = 240;
    private static final Duration CLOSEST = Duration.ofSeconds(1);

    private final Object lock = new Object();

    @GuardedBy("lock")
    private List<RateSample> samples = new ArrayList<>();

    @GuardedBy("lock")
    private Duration apart = CLOSEST;

    @GuardedBy("lock")
    private RateSample newest = new RateSample(Duration.ZERO, 0, 0);

    /// Takes how far the run is. Most are forgotten at once.
    ///
    /// @param at since the run's start; earlier than the one before counts as the same moment
    void add(Duration at, long doneBytes) {
        synchronized (lock) {
            newest = new RateSample(at.compareTo(newest.at()) < 0 ? newest.at() : at, doneBytes, 0);
            Duration due = samples.isEmpty() ? Duration.ZERO : samples.getLast().at().plus(apart);
            if (newest.at().compareTo(due) < 0) {
                return;
            }
            if (samples.size() == MOST - 1) {
                halve();
            }
            samples.add(newest);
        }
    }

    /// Keeps the last of each two, so that what was done until then is not lost.
    @GuardedBy("lock")
    private void halve() {
        List<RateSample> half = new ArrayList<>();
        for (int i = 1; i < samples.size(); i += 2) {
            half.add(samples.get(i));
        }
        samples = half;
        apart = apart.multipliedBy(2);
    }

    /// Those that are kept, and the newest in any case; at most 240. A newest that follows closely
    /// stands for the one before it: the rate of a mere moment says nothing.
    List<RateSample> samples() {
        synchronized (lock) {
            List<RateSample> all = new ArrayList<>(samples);
            if (!all.isEmpty() && newest.at().toMillis() > all.getLast().at().toMillis()) {
                Duration since = newest.at().minus(all.getLast().at());
                if (all.size() > 1 && since.compareTo(apart.dividedBy(2)) < 0) {
                    all.removeLast();
                }
                all.add(newest);
            }
            return RateSample.withRates(all);
        }
    }
}
