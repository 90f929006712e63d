package io.sendense.ui.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void spreadsMomentsOverTheWidth() {
        TimeScale scale = TimeScale.around(List.of(NOON, NOON.plus(Duration.ofDays(10))));
        assertThat(scale.x(NOON.plus(Duration.ofDays(5)), 100)).isCloseTo(50, within(0.01));
        assertThat(scale.x(NOON, 110)).isCloseTo(5, within(0.01));
    }

    @Test
    void givesOneMomentSomeTimeAroundIt() {
        TimeScale scale = TimeScale.around(List.of(NOON));
        assertThat(Duration.between(scale.from(), scale.to())).isEqualTo(Duration.ofHours(4));
        assertThat(scale.x(NOON, 100)).isCloseTo(50, within(0.01));
    }

    @Test
    void aWindowEndsAtTheNewestUnlessTheChosenIsFurtherBack() {
        Duration week = Duration.ofDays(7);
        TimeScale newest = TimeScale.window(week, NOON, NOON.minus(Duration.ofDays(2)));
        assertThat(newest.shows(NOON)).isTrue();
        Instant old = NOON.minus(Duration.ofDays(40));
        TimeScale moved = TimeScale.window(week, NOON, old);
        assertThat(moved.x(old, 100)).isCloseTo(50, within(0.01));
        assertThat(moved.shows(NOON)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 24, 170, 800, 9000, 90_000})
    void wordsStandApart(long hours) {
        TimeScale scale = new TimeScale(NOON, NOON.plus(Duration.ofHours(hours)));
        List<Instant> words =
                scale.ticks(800, 90, ZoneOffset.UTC).stream()
                        .flatMap(tick -> tick.words().stream())
                        .toList();
        assertThat(words).isNotEmpty();
        for (int i = 1; i < words.size(); i++) {
            assertThat(scale.x(words.get(i), 800) - scale.x(words.get(i - 1), 800))
                    .isGreaterThan(85);
        }
    }

    /// A point of the evening is nearer to its own day's name than to the next one's.
    @Test
    void anEveningIsNearestToItsOwnDay() {
        TimeScale week = new TimeScale(NOON, NOON.plus(Duration.ofDays(7)));
        Instant evening = Instant.parse("2026-11-25T22:30:00Z");
        TimeScale.Tick nearest =
                week.ticks(900, 90, ZoneOffset.UTC).stream()
                        .filter(tick -> tick.words().isPresent())
                        .min(Comparator.comparing(tick -> distance(tick, evening)))
                        .orElseThrow();
        assertThat(nearest.at()).hasToString("2026-11-25T00:00Z");
    }

    private static Duration distance(TimeScale.Tick tick, Instant moment) {
        return Duration.between(tick.words().orElseThrow(), moment).abs();
    }

    @Test
    void everyDayHasItsMarkWhereOnlySomeHaveWords() {
        TimeScale fortnight = new TimeScale(NOON, NOON.plus(Duration.ofDays(14)));
        List<TimeScale.Tick> ticks = fortnight.ticks(800, 90, ZoneOffset.UTC);
        assertThat(ticks).hasSize(14);
        assertThat(ticks).filteredOn(tick -> tick.words().isPresent()).hasSize(7);
    }

    @Test
    void daysBeginAtMidnightAlsoWhereClocksChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant before = Instant.parse("2026-10-22T10:00:00Z");
        TimeScale scale = new TimeScale(before, before.plus(Duration.ofDays(7)));
        assertThat(scale.ticks(1000, 90, berlin))
                .filteredOn(tick -> scale.shows(tick.at().toInstant()))
                .hasSize(7)
                .allSatisfy(tick -> {
                    assertThat(tick.day()).isTrue();
                    assertThat(tick.at().getHour()).isZero();
                });
    }
}
