package io.sendense.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class FillForecastTest {
    private static final long GIB = 1L << 30;
    private static final long TOTAL = 1000 * GIB;
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:30:00Z");

    /// A sample every `hours`, with what is in use at each hour.
    private static List<FillSample> samples(int hours, int count, LongUnaryOperator usedAtHour) {
        List<FillSample> samples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long hour = (long) i * hours;
            samples.add(
                    new FillSample(
                            BEGIN.plus(Duration.ofHours(hour)),
                            TOTAL - usedAtHour.applyAsLong(hour),
                            TOTAL,
                            0));
        }
        return samples;
    }

    @Test
    void saysNothingOfLessThanThreeDays() {
        assertThat(FillForecast.daysToFull(List.of())).isEmpty();
        assertThat(FillForecast.daysToFull(samples(1, 1, hour -> GIB))).isEmpty();
        assertThat(FillForecast.daysToFull(samples(1, 72, hour -> hour * GIB))).isEmpty();
        assertThat(FillForecast.daysToFull(samples(1, 73, hour -> hour * GIB))).isPresent();
    }

    @Test
    void followsASteadyGrowth() {
        // 10 GiB a day for 14 days: 140 in use, 860 free, 86 days.
        List<FillSample> steady = samples(1, 14 * 24 + 1, hour -> hour * 10 * GIB / 24);
        assertThat(FillForecast.bytesPerDay(steady).orElseThrow())
                .isCloseTo(10.0 * GIB, within(GIB / 100.0));
        assertThat(FillForecast.daysToFull(steady).orElseThrow()).isCloseTo(86, within(0.1));
    }

    @Test
    void saysNothingWhereItGetsNoFuller() {
        assertThat(FillForecast.daysToFull(samples(24, 10, hour -> 500 * GIB))).isEmpty();
        assertThat(FillForecast.daysToFull(samples(24, 10, hour -> 500 * GIB - hour * GIB)))
                .isEmpty();
        assertThat(
                        FillForecast.bytesPerDay(samples(24, 10, hour -> 500 * GIB - hour * GIB))
                                .orElseThrow())
                .isNegative();
    }

    @Test
    void isNotTurnedByOneLargePointOrOneCleanUp() {
        List<FillSample> jump =
                samples(24, 15, hour -> hour / 24 * 10 * GIB + (hour >= 14 * 24 ? 300 * GIB : 0));
        assertThat(FillForecast.bytesPerDay(jump).orElseThrow())
                .isCloseTo(10.0 * GIB, within(0.5 * GIB));
        List<FillSample> cleaned =
                samples(
                        24,
                        15,
                        hour -> 400 * GIB + hour / 24 * 10 * GIB - (hour >= 7 * 24 ? 50 * GIB : 0));
        assertThat(FillForecast.bytesPerDay(cleaned).orElseThrow()).isPositive();
    }

    @Test
    void looksBackForThirtyDaysOnly() {
        // It grew much for 60 days, then slowly for 30.
        List<FillSample> samples =
                samples(
                        24,
                        91,
                        hour ->
                                Math.min(hour, 60 * 24L) / 24 * 10 * GIB
                                        + Math.max(0, hour - 60 * 24L) / 24 * GIB);
        assertThat(FillForecast.bytesPerDay(samples).orElseThrow())
                .isCloseTo(1.0 * GIB, within(0.01 * GIB));
    }

    @Test
    void takesEachDayForOneHoweverOftenItWasSampled() {
        Random random = new Random(1);
        List<FillSample> samples = new ArrayList<>(samples(24, 8, hour -> hour / 24 * 10 * GIB));
        Instant last = samples.getLast().at();
        for (int i = 1; i <= 500; i++) {
            samples.add(
                    new FillSample(
                            last.plusSeconds(i),
                            TOTAL - 70 * GIB - random.nextInt(1 << 20),
                            TOTAL,
                            0));
        }
        assertThat(FillForecast.bytesPerDay(samples).orElseThrow())
                .isCloseTo(10.0 * GIB, within(0.1 * GIB));
    }

    @Test
    void countsWhatIsInUseSoThatALargerFileSystemIsNoGap() {
        List<FillSample> samples = new ArrayList<>();
        for (int day = 0; day < 10; day++) {
            long total = day < 5 ? TOTAL : 2 * TOTAL;
            samples.add(
                    new FillSample(
                            BEGIN.plus(Duration.ofDays(day)), total - day * 10 * GIB, total, 0));
        }
        assertThat(FillForecast.daysToFull(samples).orElseThrow())
                .isCloseTo((2000 - 90) / 10.0, within(0.1));
    }

    @Test
    void doesNotForetellFurtherThanTenYears() {
        assertThat(FillForecast.daysToFull(samples(24, 20, hour -> hour * 1000))).isEmpty();
    }
}
