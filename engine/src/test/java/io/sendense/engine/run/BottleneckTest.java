package io.sendense.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BottleneckTest {
    private static Waits seconds(long source, long network, long target, long limit, long rest) {
        return new Waits(
                Duration.ofSeconds(source),
                Duration.ofSeconds(network),
                Duration.ofSeconds(target),
                Duration.ofSeconds(limit),
                Duration.ofSeconds(rest));
    }

    @ParameterizedTest
    @CsvSource({
        "71, 9, 12, 0, 8, SOURCE",
        "9, 71, 12, 0, 8, NETWORK",
        "9, 12, 71, 0, 8, TARGET",
        "9, 12, 0, 71, 8, LIMIT",
        "40, 30, 10, 10, 10, SOURCE",
        "39, 30, 10, 10, 11, NONE",
        "10, 10, 10, 10, 60, NONE",
        "30, 30, 30, 5, 5, NONE",
        "0, 0, 0, 0, 0, NONE",
        "1, 0, 0, 0, 0, SOURCE",
    })
    void isTheLargestWaitThatStandsOut(
            long source, long network, long target, long limit, long rest, Bottleneck expected) {
        assertThat(Bottleneck.of(seconds(source, network, target, limit, rest)))
                .isEqualTo(expected);
    }

    @Test
    void isNotToldOfLessThanASecond() {
        Waits brief =
                new Waits(
                        Duration.ofMillis(999),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO);
        assertThat(Bottleneck.of(brief)).isEqualTo(Bottleneck.NONE);
        assertThat(Bottleneck.of(brief.and(brief))).isEqualTo(Bottleneck.SOURCE);
    }

    @Test
    void sharesAreOfAllTimeAndAddUp() {
        Waits waits = seconds(1, 2, 3, 4, 10).and(seconds(1, 0, 0, 0, 4));
        assertThat(waits).isEqualTo(seconds(2, 2, 3, 4, 14));
        assertThat(waits.total()).isEqualTo(Duration.ofSeconds(25));
        assertThat(waits.share(waits.target())).isEqualTo(0.12, within(1e-9));
        assertThat(Waits.NONE.share(Waits.NONE.source())).isZero();
    }

    @Test
    void ratesAreThoseSinceTheSampleBefore() {
        List<RateSample> rated =
                RateSample.withRates(
                        List.of(
                                new RateSample(Duration.ofMillis(500), 500, 0),
                                new RateSample(Duration.ofMillis(1500), 4500, 0),
                                new RateSample(Duration.ofMillis(2500), 100, 0),
                                new RateSample(Duration.ofMillis(2500), 900, 0)));
        assertThat(rated)
                .extracting(RateSample::bytesPerSecond)
                .containsExactly(1000L, 4000L, 0L, 0L);
        assertThat(rated)
                .extracting(RateSample::doneBytes)
                .containsExactly(500L, 4500L, 100L, 900L);
    }
}
