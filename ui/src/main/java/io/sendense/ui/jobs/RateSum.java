package io.sendense.ui.jobs;

import io.sendense.engine.run.RateSample;
import io.sendense.ui.transfers.RatePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The curves of several runs as one: how fast all of them were together. Bytes, milliseconds.
/// Stateless.
final class RateSum {
    private static final int MOST_POINTS = 240;
    private static final long LEAST_MILLIS = 1000;

    private RateSum() {}

    /// The curve of one run.
    ///
    /// @param started when its time begins
    record Part(Instant started, List<RateSample> samples) {
        /// When it was last looked at.
        Instant end() {
            return samples.isEmpty() ? started : started.plus(samples.getLast().at());
        }
    }

    /// At most 240 points, at least a second apart; a run's bytes are spread evenly between two
    /// samples of it.
    ///
    /// @param from when time begins: the start of the first run or earlier
    static List<RatePoint> of(Instant from, List<Part> parts) {
        long span =
                parts.stream()
                        .map(Part::end)
                        .mapToLong(end -> Duration.between(from, end).toMillis())
                        .max()
                        .orElse(0);
        if (span <= 0) {
            return List.of();
        }
        int count = Math.clamp(span / LEAST_MILLIS, 1, MOST_POINTS);
        double width = (double) span / count;
        double[] bytes = new double[count];
        for (Part part : parts) {
            double offset = Duration.between(from, part.started()).toMillis();
            long before = 0;
            for (RateSample sample : part.samples()) {
                long at = sample.at().toMillis();
                spread(bytes, width, offset + before, offset + at, sample.bytesPerSecond());
                before = at;
            }
        }
        List<RatePoint> points = new ArrayList<>();
        double done = 0;
        for (int i = 0; i < count; i++) {
            done += bytes[i];
            points.add(
                    new RatePoint(
                            Math.round((i + 1) * width),
                            Math.round(bytes[i] * 1000 / width),
                            Math.round(done)));
        }
        return List.copyOf(points);
    }

    /// Adds what moved between two moments, in milliseconds, to the slots that they touch.
    private static void spread(
            double[] bytes, double width, double from, double to, long bytesPerSecond) {
        int first = (int) Math.clamp(from / width, 0, bytes.length - 1);
        for (int i = first; i < bytes.length && i * width < to; i++) {
            double within = Math.min(to, (i + 1) * width) - Math.max(from, i * width);
            bytes[i] += Math.max(0, within) * bytesPerSecond / 1000;
        }
    }
}
