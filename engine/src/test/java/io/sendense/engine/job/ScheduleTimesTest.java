package io.sendense.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTimesTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime HALF_PAST_TWO = LocalTime.of(2, 30);

    /// The times of a schedule, in the order in which it comes.
    private static List<String> times(Schedule schedule, String after, int count) {
        List<String> times = new ArrayList<>();
        Instant at = Instant.parse(after);
        for (int i = 0; i < count; i++) {
            at = ScheduleTimes.next(schedule, at).orElseThrow();
            times.add(at.toString());
        }
        return times;
    }

    @Test
    void aManualJobIsNeverDue() {
        assertThat(ScheduleTimes.next(new Schedule.Manual(), Instant.EPOCH)).isEmpty();
    }

    @Test
    void aDayIsDueAtItsTimeInItsTimeZone() {
        Schedule daily = new Schedule.Daily(LocalTime.of(22, 0), ZoneId.of("Asia/Tokyo"));
        assertThat(times(daily, "2026-11-22T12:59:59Z", 2))
                .containsExactly("2026-11-22T13:00:00Z", "2026-11-23T13:00:00Z");
        assertThat(times(daily, "2026-11-22T13:00:00Z", 1)).containsExactly("2026-11-23T13:00:00Z");
    }

    @Test
    void aTimeThatTheClocksLeaveOutComesOnceAndAnHourLater() {
        // On 29 March 2026 it is 03:00 after 01:59:59.
        assertThat(times(new Schedule.Daily(HALF_PAST_TWO, BERLIN), "2026-03-27T12:00:00Z", 3))
                .containsExactly(
                        "2026-03-28T01:30:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");
    }

    @Test
    void aTimeThatComesTwiceIsDueTheFirstTimeOnly() {
        // On 25 October 2026 it is 02:00 after 02:59:59.
        assertThat(times(new Schedule.Daily(HALF_PAST_TWO, BERLIN), "2026-10-23T12:00:00Z", 3))
                .containsExactly(
                        "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times(new Schedule.Cron("30 2 * * *", BERLIN), "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
    }

    @Test
    void aDayThatATimeZoneLeavesOutIsNotDueTwice() {
        // Samoa went from 29 to 31 December 2011.
        Schedule daily = new Schedule.Daily(LocalTime.NOON, ZoneId.of("Pacific/Apia"));
        assertThat(times(daily, "2011-12-29T12:00:00Z", 3))
                .containsExactly(
                        "2011-12-29T22:00:00Z", "2011-12-30T22:00:00Z", "2011-12-31T22:00:00Z");
    }

    @Test
    void aWeekIsDueOnItsDays() {
        Schedule weekly =
                new Schedule.Weekly(
                        Set.of(DayOfWeek.MONDAY, DayOfWeek.SATURDAY), HALF_PAST_TWO, BERLIN);
        assertThat(times(weekly, "2026-11-23T12:00:00Z", 3))
                .containsExactly(
                        "2026-11-28T01:30:00Z", "2026-11-30T01:30:00Z", "2026-12-05T01:30:00Z");
        Schedule once = new Schedule.Weekly(Set.of(DayOfWeek.MONDAY), HALF_PAST_TWO, BERLIN);
        assertThat(times(once, "2026-11-23T01:30:00Z", 1)).containsExactly("2026-11-30T01:30:00Z");
        Schedule never = new Schedule.Weekly(Set.of(), HALF_PAST_TWO, BERLIN);
        assertThat(ScheduleTimes.next(never, Instant.EPOCH)).isEqualTo(Optional.empty());
    }

    @Test
    void whatRunsEveryQuarterOfAnHourGoesOnWhenClocksAreSet() {
        Schedule quarters = new Schedule.Cron("*/15 * * * *", BERLIN);
        for (String night : List.of("2026-03-29T00:00:00Z", "2026-10-25T00:00:00Z")) {
            List<Instant> expected = new ArrayList<>();
            for (int i = 1; i <= 12; i++) {
                expected.add(Instant.parse(night).plusSeconds(900L * i));
            }
            assertThat(times(quarters, night, 12))
                    .containsExactlyElementsOf(expected.stream().map(Instant::toString).toList());
        }
    }
}
