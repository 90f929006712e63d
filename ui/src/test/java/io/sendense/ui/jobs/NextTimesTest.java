package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NextTimesTest {
    /// A Sunday.
    private static final Instant NOW = Instant.parse("2026-11-22T20:15:00Z");

    @Test
    void countsDays() {
        assertThat(next(new Schedule.Daily(LocalTime.of(20, 15), ZoneOffset.UTC)))
                .as("now is not after now")
                .containsExactly(
                        Instant.parse("2026-11-23T20:15:00Z"),
                        Instant.parse("2026-11-24T20:15:00Z"),
                        Instant.parse("2026-11-25T20:15:00Z"));
        assertThat(
                        next(
                                new Schedule.Weekly(
                                        Set.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY),
                                        LocalTime.of(20, 0),
                                        ZoneOffset.UTC)))
                .containsExactly(
                        Instant.parse("2026-11-23T20:00:00Z"),
                        Instant.parse("2026-11-29T20:00:00Z"),
                        Instant.parse("2026-11-30T20:00:00Z"));
        assertThat(next(new Schedule.Manual())).isEmpty();
    }

    @Test
    void countsInTheTimeZoneOfTheSchedule() {
        Schedule berlin = new Schedule.Daily(LocalTime.of(2, 30), ZoneId.of("Europe/Berlin"));
        assertThat(NextTimes.of(berlin, Instant.parse("2026-10-24T12:00:00Z"), 2))
                .as("clocks go back on the 25th")
                .containsExactly(
                        Instant.parse("2026-10-25T00:30:00Z"),
                        Instant.parse("2026-10-26T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "15 20 * * *    | 2026-11-23T20:15:00Z",
                "*/10 * * * *   | 2026-11-22T20:20:00Z",
                "0 8-18/5 * * * | 2026-11-23T08:00:00Z",
                "0 2 * * 7      | 2026-11-29T02:00:00Z",
                "0 2 * * 0      | 2026-11-29T02:00:00Z",
                "0 2 1 * *      | 2026-12-01T02:00:00Z",
                "0 2 1 * 5      | 2026-11-27T02:00:00Z",
                "0 2 29 2 *     | 2028-02-29T02:00:00Z",
                "1,2 0 1 1,6 *  | 2027-01-01T00:01:00Z"
            })
    void countsCron(String expression, Instant next) {
        assertThat(next(new Schedule.Cron(expression, ZoneOffset.UTC))).startsWith(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "60 * * * *",
                "* 24 * * *",
                "* * 0 * *",
                "* * * 13 *",
                "* * * * 8",
                "5-1 * * * *",
                "1-2-3 * * * *",
                "*/0 * * * *",
                "*/5/5 * * * *",
                "a * * * *",
                "+1 * * * *",
                ", * * * *",
                "0 2 31 2 *"
            })
    void refusesWhatIsNoExpression(String expression) {
        assertThat(NextTimes.isCron(expression)).isFalse();
    }

    private static List<Instant> next(Schedule schedule) {
        return NextTimes.of(schedule, NOW, 3);
    }
}
