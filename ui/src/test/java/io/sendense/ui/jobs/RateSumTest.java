package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RateSample;
import io.sendense.ui.transfers.RatePoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateSumTest {
    private static final Instant START = Instant.parse("2026-11-22T20:15:00Z");

    private static RateSum.Part part(int secondsLater, long... doneAtEachSecond) {
        List<RateSample> samples = new ArrayList<>();
        for (int i = 0; i < doneAtEachSecond.length; i++) {
            samples.add(new RateSample(Duration.ofSeconds(i + 1), doneAtEachSecond[i], 0));
        }
        return new RateSum.Part(START.plusSeconds(secondsLater), RateSample.withRates(samples));
    }

    @Test
    void addsRunsThatOverlap() {
        assertThat(RateSum.of(START, List.of(part(0, 100, 200, 300), part(1, 50, 50, 250))))
                .containsExactly(
                        new RatePoint(1000, 100, 100),
                        new RatePoint(2000, 150, 250),
                        new RatePoint(3000, 100, 350),
                        new RatePoint(4000, 200, 550));
    }

    @Test
    void keepsGapsAndEveryByteOfLongRuns() {
        long[] steady = new long[5000];
        for (int i = 0; i < steady.length; i++) {
            steady[i] = 1000L * (i + 1);
        }
        List<RatePoint> points = RateSum.of(START, List.of(part(0, 700), part(5000, steady)));
        assertThat(points).hasSize(240);
        assertThat(points.getLast()).isEqualTo(new RatePoint(10_000_000, 1000, 5_000_700));
        assertThat(points.get(60).bytesPerSecond()).isZero();
    }

    @Test
    void nothingIsNoCurve() {
        assertThat(RateSum.of(START, List.of())).isEmpty();
        assertThat(RateSum.of(START, List.of(part(7))))
                .hasSize(7)
                .allMatch(p -> p.doneBytes() == 0);
    }
}
