package io.sendense.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CronExpressionTest {
    private static String next(String expression, String after) {
        return CronExpression.parse(expression)
                .next(Instant.parse(after), ZoneOffset.UTC)
                .map(Instant::toString)
                .orElse("never");
    }

    @Example
    void readsListsRangesStepsAndNames() {
        String sunday = "2026-11-22T10:07:00Z";
        assertThat(next("5,35 * * * *", sunday)).isEqualTo("2026-11-22T10:35:00Z");
        assertThat(next("0 8-18/2 * * *", sunday)).isEqualTo("2026-11-22T12:00:00Z");
        assertThat(next("  */20   *\t* * * ", sunday)).isEqualTo("2026-11-22T10:20:00Z");
        assertThat(next("0 0 * * mon-fri", sunday)).isEqualTo("2026-11-23T00:00:00Z");
        assertThat(next("0 0 * * 7", sunday)).isEqualTo("2026-11-29T00:00:00Z");
        assertThat(next("0 0 * * 5-7", sunday)).isEqualTo("2026-11-27T00:00:00Z");
        assertThat(next("0 0 1 JAN,Mar *", sunday)).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(next("0 0 29 2 *", sunday)).isEqualTo("2028-02-29T00:00:00Z");
        assertThat(next("0 0 29 2 *", "2096-03-01T00:00:00Z")).isEqualTo("2104-02-29T00:00:00Z");
    }

    @Example
    void eitherKindOfDayIsEnoughWhereBothAreGiven() {
        // The 13th is a Friday in November 2026; the 20th is one too.
        assertThat(next("0 0 13 * fri", "2026-11-13T00:00:00Z")).isEqualTo("2026-11-20T00:00:00Z");
        assertThat(next("0 0 13 * fri", "2026-12-11T00:00:00Z")).isEqualTo("2026-12-13T00:00:00Z");
        assertThat(next("0 0 31 2 mon", "2026-11-22T00:00:00Z")).isEqualTo("2027-02-01T00:00:00Z");
    }

    @Example
    void saysWhatIsWrong() {
        assertWrong("", "another number of fields (0)");
        assertWrong("0 2 * *", "fields (4) than 5: minute, hour");
        assertWrong("0 0 2 * * *", "fields (6)");
        assertWrong("@daily", "fields (1)");
        assertWrong("60 * * * *", "'60' is no minute: it takes numbers from 0 to 59");
        assertWrong("0 24 * * *", "'24' is no hour");
        assertWrong("0 0 0 * *", "'0' is no day of month: it takes numbers from 1 to 31");
        assertWrong("0 0 * 13 *", "'13' is no month");
        assertWrong("0 0 * foo *", "'foo' is no month");
        assertWrong("0 0 * * 8", "'8' is no day of week");
        assertWrong("*/0 * * * *", "a step is a number from 1");
        assertWrong("*/x * * * *", "a step is a number from 1");
        assertWrong("5/10 * * * *", "a step needs a range");
        assertWrong("0-30/5/5 * * * *", "two steps");
        assertWrong("30-10 * * * *", "goes backwards");
        assertWrong("1-2-3 * * * *", "'1-2-3': a step needs a range");
        assertWrong("1,, * * * *", "'' is no minute");
        assertWrong("-1 * * * *", "'-1' is no minute");
        assertWrong("99999999999 * * * *", "is no minute");
        assertWrong("0 0 31 2 *", "never comes");
        assertWrong("0 0 31 4,6 *", "never comes");
    }

    private static void assertWrong(String expression, String why) {
        assertThatThrownBy(() -> CronExpression.parse(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    /// Values of the five fields, told as lists.
    record Fields(
            Set<Integer> minutes, Set<Integer> hours, Set<Integer> days, Set<Integer> months) {
        String expression() {
            return String.join(" ", list(minutes), list(hours), list(days), list(months), "*");
        }

        private static String list(Set<Integer> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining(","));
        }

        boolean fit(LocalDateTime time) {
            return minutes.contains(time.getMinute())
                    && hours.contains(time.getHour())
                    && days.contains(time.getDayOfMonth())
                    && months.contains(time.getMonthValue());
        }
    }

    @Provide
    Arbitrary<Fields> fields() {
        return Combinators.combine(some(0, 59), some(0, 23), some(1, 28), some(1, 12))
                .as(Fields::new);
    }

    private static Arbitrary<Set<Integer>> some(int least, int most) {
        return Arbitraries.integers().between(least, most).set().ofMinSize(1).ofMaxSize(6);
    }

    @Property(tries = 200)
    void isTheFirstMinuteThatFits(@ForAll("fields") Fields fields) {
        LocalDateTime at = LocalDateTime.of(2026, 11, 22, 10, 7);
        Optional<Instant> found =
                CronExpression.parse(fields.expression())
                        .next(at.toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
        LocalDateTime expected = at.plusMinutes(1);
        while (!fields.fit(expected)) {
            expected = expected.plusMinutes(1);
        }
        assertThat(found).contains(expected.toInstant(ZoneOffset.UTC));
    }
}
