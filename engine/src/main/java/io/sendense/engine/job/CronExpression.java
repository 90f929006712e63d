package io.sendense.engine.job;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Five fields as of POSIX crontab: minute, hour, day of month, month, day of week. Immutable.
///
/// Beside numbers, lists, ranges and `*` there are steps (`*/15`, `8-18/2`), names of months and
/// days (`jan`, `mon`), and 7 for Sunday. Where both kinds of days are given, either is enough, as
/// POSIX has it.
///
/// When clocks are set forward, a time that does not exist comes as much later as the clocks were
/// set. When they are set back, a time that comes twice counts once, the first time; only where the
/// hour begins with `*` it counts both times, so that what runs several times a day goes on.
public final class CronExpression {
    /// The 29th of February is at most eight years away.
    private static final int FARTHEST_DAYS = 3000;

    private final CronField minute;
    private final CronField hour;
    private final CronField dayOfMonth;
    private final CronField month;
    private final CronField dayOfWeek;

    private CronExpression(List<CronField> fields) {
        this.minute = fields.get(0);
        this.hour = fields.get(1);
        this.dayOfMonth = fields.get(2);
        this.month = fields.get(3);
        this.dayOfWeek = fields.get(4);
    }

    /// Reads an expression.
    ///
    /// @throws IllegalArgumentException it is none, or no time fits it; the message says what is
    ///   wrong
    public static CronExpression parse(String text) {
        List<String> fields = text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
        if (fields.size() != CronField.Kind.values().length) {
            throw new UnfitException(
                    Cause.of(CauseCode.CRON_FIELDS)
                            .with("text", text.strip())
                            .withCount("count", fields.size()));
        }
        List<CronField> read = new ArrayList<>();
        for (CronField.Kind kind : CronField.Kind.values()) {
            read.add(CronField.parse(kind, fields.get(read.size())));
        }
        CronExpression expression = new CronExpression(read);
        if (!expression.hasDays()) {
            throw new UnfitException(Cause.of(CauseCode.CRON_NEVER).with("text", text.strip()));
        }
        return expression;
    }

    private boolean hasDays() {
        // A day of the week comes in every month.
        return !dayOfWeek.everything()
                || Stream.of(Month.values())
                        .filter(each -> month.has(each.getValue()))
                        .anyMatch(each -> dayOfMonth.first() <= each.maxLength());
    }

    /// The next time after another; absent where none comes within eight years.
    Optional<Instant> next(Instant after, ZoneId zone) {
        // From the day before: clocks that were set back at midnight lead into it once more.
        LocalDate date = LocalDate.ofInstant(after, zone).minusDays(1);
        for (int day = 0; day < FARTHEST_DAYS; day++) {
            if (fits(date)) {
                Optional<Instant> first =
                        times(date, zone).filter(time -> time.isAfter(after)).sorted().findFirst();
                if (first.isPresent()) {
                    return first;
                }
            }
            date = date.plusDays(1);
        }
        return Optional.empty();
    }

    private boolean fits(LocalDate date) {
        if (!month.has(date.getMonthValue())) {
            return false;
        }
        boolean ofMonth = dayOfMonth.has(date.getDayOfMonth());
        boolean ofWeek = dayOfWeek.has(number(date.getDayOfWeek()));
        return (dayOfMonth.everything() || dayOfWeek.everything())
                ? ofMonth && ofWeek
                : ofMonth || ofWeek;
    }

    /// Sunday is 0.
    private static int number(DayOfWeek day) {
        return day.getValue() % 7;
    }

    private Stream<Instant> times(LocalDate date, ZoneId zone) {
        return hour.values()
                .boxed()
                .flatMap(h -> minute.values().mapToObj(m -> date.atTime(h, m)))
                .flatMap(time -> moments(time, zone));
    }

    private Stream<Instant> moments(LocalDateTime time, ZoneId zone) {
        ZoneOffsetTransition change = zone.getRules().getTransition(time);
        if (change != null && change.isOverlap() && hour.everything()) {
            List<ZoneOffset> both = zone.getRules().getValidOffsets(time);
            return both.stream().map(time::toInstant);
        }
        return Stream.of(ScheduleTimes.once(time, zone));
    }
}
