package io.sendense.ui.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.job.Schedule;
import io.sendense.engine.problem.Language;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleWordsTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime TWO = LocalTime.of(2, 0);

    private final ScheduleWords words = words(Language.ENGLISH);

    private static ScheduleWords words(Language language) {
        return new ScheduleWords(Messages.load(language), new Formats(language.formats(), BERLIN));
    }

    @Test
    void saysDaysAndTime() {
        assertThat(words.of(new Schedule.Manual())).isEqualTo("Only by hand");
        assertThat(words.of(new Schedule.Daily(LocalTime.of(22, 0), BERLIN)))
                .isEqualTo("Daily at 22:00");
        assertThat(weekly(EnumSet.of(DayOfWeek.WEDNESDAY, DayOfWeek.MONDAY)))
                .isEqualTo("Mon, Wed at 02:00");
        assertThat(weekly(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)))
                .isEqualTo("Mon\u2013Fri at 02:00");
        assertThat(weekly(EnumSet.allOf(DayOfWeek.class))).isEqualTo("Daily at 02:00");
    }

    private String weekly(Set<DayOfWeek> days) {
        return words.of(new Schedule.Weekly(days, TWO, BERLIN));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 3 * * *     | Daily at 03:30",
                "0 2 * * 1-5    | Mon\u2013Fri at 02:00",
                "0 2 * * 0,6    | Sat, Sun at 02:00",
                "0 2 * * 7      | Sun at 02:00",
                "15 * * * *     | Every hour at minute 15",
                "*/20 * * * *   | Every 20 minutes",
                "0 4 1 * *      | On day 1 of the month at 04:00",
                "0 4 1 1 *      | Cron 0 4 1 1 *",
                "0 99 * * *     | Cron 0 99 * * *",
                "0  2-4  * * *  | Cron 0 2-4 * * *"
            })
    void saysSimpleCronInWordsAndLeavesTheRest(String expression, String said) {
        assertThat(words.of(new Schedule.Cron(expression, BERLIN))).isEqualTo(said);
    }

    @Test
    void namesATimeZoneThatIsNotTheOneOfTheScreen() {
        assertThat(words.of(new Schedule.Daily(TWO, ZoneId.of("America/New_York"))))
                .isEqualTo("Daily at 02:00 (America/New_York)");
    }

    @Test
    void speaksGerman() {
        assertThat(
                        words(Language.GERMAN)
                                .of(
                                        new Schedule.Weekly(
                                                EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY),
                                                TWO,
                                                BERLIN)))
                .isEqualTo("Mo, So um 02:00");
    }
}
