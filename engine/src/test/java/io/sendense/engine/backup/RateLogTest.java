package io.sendense.engine.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.RateSample;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLogTest {
    private final RateLog log = new RateLog();

    /// A run of so many seconds that does 1000 bytes in each, looked at four times a second.
    private List<RateSample> after(int seconds) {
        for (long quarter = 0; quarter <= 4L * seconds; quarter++) {
            log.add(Duration.ofMillis(250 * quarter), 250 * quarter);
        }
        return log.samples();
    }

    @Test
    void hasASampleEachSecondAtFirst() {
        List<RateSample> samples = after(10);
        assertThat(samples).hasSize(11);
        assertThat(samples.getLast())
                .isEqualTo(new RateSample(Duration.ofSeconds(10), 10_000, 1000));
        assertThat(samples.subList(1, 11))
                .allSatisfy(s -> assertThat(s.bytesPerSecond()).isEqualTo(1000));
    }

    @Test
    void staysBoundedAndCoversAllOfALongRun() {
        List<RateSample> samples = after(20_000);
        assertThat(samples.size()).isBetween(RateLog.MOST / 2 - 1, RateLog.MOST);
        assertThat(samples.getLast().at()).isEqualTo(Duration.ofSeconds(20_000));
        assertThat(samples.getLast().doneBytes()).isEqualTo(20_000_000);
        assertThat(samples.getFirst().at()).isLessThan(Duration.ofSeconds(300));
        assertThat(samples).extracting(RateSample::at).isSorted().doesNotHaveDuplicates();
        for (int i = 1; i < samples.size() - 1; i++) {
            assertThat(samples.get(i).at().minus(samples.get(i - 1).at()))
                    .isBetween(Duration.ofSeconds(64), Duration.ofSeconds(256));
        }
        assertThat(samples).allSatisfy(s -> assertThat(s.bytesPerSecond()).isEqualTo(1000));
    }

    @Test
    void hasTheNewestInAnyCase() {
        log.add(Duration.ZERO, 0);
        log.add(Duration.ofMillis(300), 700);
        assertThat(log.samples())
                .containsExactly(
                        new RateSample(Duration.ZERO, 0, 0),
                        new RateSample(Duration.ofMillis(300), 700, 2333));
    }

    @Test
    void theRateOfAMereMomentAtTheEndIsNone() {
        log.add(Duration.ZERO, 0);
        log.add(Duration.ofSeconds(1), 1000);
        log.add(Duration.ofMillis(1040), 1000);
        assertThat(log.samples())
                .hasSize(2)
                .last()
                .isEqualTo(new RateSample(Duration.ofMillis(1040), 1000, 962));
        log.add(Duration.ofMillis(1600), 1600);
        assertThat(log.samples())
                .hasSize(3)
                .last()
                .isEqualTo(new RateSample(Duration.ofMillis(1600), 1600, 1000));
    }

    @Test
    void isEmptyBeforeTheFirst() {
        assertThat(log.samples()).isEmpty();
    }
}
