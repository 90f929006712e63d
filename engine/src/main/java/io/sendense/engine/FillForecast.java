package io.sendense.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// When a repository will be full if it goes on as it did. Pure functions.
///
/// The trend is the median of the slopes between any two days (Theil and Sen): one large restore
/// point or one clean-up does not turn it. Of each day the last sample counts, of the last 30 days
/// at most.
public final class FillForecast {
    private static final Duration WINDOW = Duration.ofDays(30);
    private static final Duration LEAST = Duration.ofDays(3);
    private static final Duration DAY = Duration.ofDays(1);

    /// Further ahead nothing can be said that anyone should rely on.
    private static final double MOST_DAYS = 3650;

    private FillForecast() {}

    /// Days until the file system is full, counted from the newest sample.
    ///
    /// @param samples oldest first
    /// @return nothing where they span less than three days, where it gets no fuller, or where it
    ///   takes more than ten years
    public static Optional<Double> daysToFull(List<FillSample> samples) {
        Optional<Double> growth = bytesPerDay(samples);
        if (growth.isEmpty() || growth.get() <= 0) {
            return Optional.empty();
        }
        double days = samples.getLast().freeBytes() / growth.get();
        return days <= MOST_DAYS ? Optional.of(days) : Optional.empty();
    }

    /// How much more is in use each day; negative where it gets less.
    ///
    /// @param samples oldest first
    /// @return nothing where they span less than three days
    public static Optional<Double> bytesPerDay(List<FillSample> samples) {
        List<FillSample> days = days(samples);
        if (days.size() < 2
                || Duration.between(days.getFirst().at(), days.getLast().at()).compareTo(LEAST)
                        < 0) {
            return Optional.empty();
        }
        List<Double> slopes = new ArrayList<>();
        for (int later = 1; later < days.size(); later++) {
            for (int earlier = 0; earlier < later; earlier++) {
                slopes.add(slope(days.get(earlier), days.get(later)));
            }
        }
        slopes.sort(null);
        int middle = slopes.size() / 2;
        return Optional.of(
                slopes.size() % 2 == 1
                        ? slopes.get(middle)
                        : (slopes.get(middle - 1) + slopes.get(middle)) / 2);
    }

    private static double slope(FillSample earlier, FillSample later) {
        double days =
                (double) Duration.between(earlier.at(), later.at()).toMillis() / DAY.toMillis();
        return (later.usedBytes() - earlier.usedBytes()) / days;
    }

    /// The newest sample, and of every day before it the last: days are counted back from it.
    private static List<FillSample> days(List<FillSample> samples) {
        List<FillSample> days = new ArrayList<>();
        if (samples.isEmpty()) {
            return days;
        }
        Instant newest = samples.getLast().at();
        long last = -1;
        for (FillSample sample : samples.reversed()) {
            Duration age = Duration.between(sample.at(), newest);
            if (age.isNegative() || age.compareTo(WINDOW) > 0) {
                continue;
            }
            long day = age.dividedBy(DAY);
            if (day != last) {
                days.addFirst(sample);
                last = day;
            }
        }
        return days;
    }
}
