package io.sendense.engine.job;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// When schedules are due. Pure.
///
/// A time of day is due exactly once on each of its days: where clocks are set forward over it, it
/// comes as much later as they were set (02:30 at 03:30); where they are set back over it, the
/// first of the two counts.
public final class ScheduleTimes {
    /// A week, the day before, and one that a time zone leaves out when it changes sides.
    private static final int FARTHEST_DAYS = 10;

    private ScheduleTimes() {}

    /// The first time after another at which a schedule is due; absent where it never is.
    ///
    /// @throws IllegalArgumentException its cron expression is none
    public static Optional<Instant> next(Schedule schedule, Instant after) {
        return switch (schedule) {
            case Schedule.Manual _ -> Optional.empty();
            case Schedule.Daily(LocalTime at, ZoneId zone) ->
                    next(EnumSet.allOf(DayOfWeek.class), at, zone, after);
            case Schedule.Weekly(Set<DayOfWeek> days, LocalTime at, ZoneId zone) ->
                    next(days, at, zone, after);
            case Schedule.Cron(String expression, ZoneId zone) ->
                    CronExpression.parse(expression).next(after, zone);
        };
    }

    private static Optional<Instant> next(
            Set<DayOfWeek> days, LocalTime at, ZoneId zone, Instant after) {
        LocalDate date = LocalDate.ofInstant(after, zone).minusDays(1);
        for (int day = 0; day < FARTHEST_DAYS; day++) {
            Instant due = once(date.atTime(at), zone);
            if (days.contains(date.getDayOfWeek()) && due.isAfter(after)) {
                return Optional.of(due);
            }
            date = date.plusDays(1);
        }
        return Optional.empty();
    }

    /// The moment of a time on a zone's clocks: later where they leave it out, the first where it
    /// comes twice.
    static Instant once(LocalDateTime time, ZoneId zone) {
        return time.atZone(zone).withEarlierOffsetAtOverlap().toInstant();
    }
}
