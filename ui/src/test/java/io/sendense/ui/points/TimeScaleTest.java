package io.sendense.ui.points;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
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
    void marksStandApart(long hours) {
        TimeScale scale = new TimeScale(NOON, NOON.plus(Duration.ofHours(hours)));
        List<TimeScale.Tick> ticks = scale.ticks(800, 90, ZoneOffset.UTC);
        assertThat(ticks).isNotEmpty();
        for (int i = 1; i < ticks.size(); i++) {
            double distance =
                    scale.x(ticks.get(i).at().toInstant(), 800)
                            - scale.x(ticks.get(i - 1).at().toInstant(), 800);
            assertThat(distance).isGreaterThan(85);
        }
    }

    @Test
    void daysBeginAtMidnightAlsoWhereClocksChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant before = Instant.parse("2026-10-22T10:00:00Z");
        TimeScale scale = new TimeScale(before, before.plus(Duration.ofDays(7)));
        assertThat(scale.ticks(1000, 90, berlin))
                .hasSize(7)
                .allSatisfy(tick -> {
                    assertThat(tick.day()).isTrue();
                    assertThat(tick.at().getHour()).isZero();
                });
    }
}
