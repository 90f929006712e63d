package io.sendense.ui.jobs;

import io.sendense.engine.job.Schedule;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// When a schedule that is being edited would run. Pure functions. The engine counts for itself;
/// what it has saved is shown from its own answer.
final class NextTimes {
    private NextTimes() {}

    /// The next times after `now`, at most so many; empty where there are none.
    static List<Instant> of(Schedule schedule, Instant now, int most) {
        return switch (schedule) {
            case Schedule.Manual _ -> List.of();
            case Schedule.Daily daily ->
                    times(
                            daily.zone(),
                            now,
                            most,
                            time -> weekly(EnumSet.allOf(DayOfWeek.class), daily.at(), time));
            case Schedule.Weekly weekly ->
                    times(
                            weekly.zone(),
                            now,
                            most,
                            time -> weekly(weekly.days(), weekly.at(), time));
            case Schedule.Cron cron ->
                    CronExpression.parse(cron.expression())
                            .map(expression -> times(cron.zone(), now, most, expression::after))
                            .orElse(List.of());
        };
    }

    private static List<Instant> times(
            ZoneId zone,
            Instant now,
            int most,
            Function<LocalDateTime, Optional<LocalDateTime>> after) {
        List<Instant> times = new ArrayList<>();
        Optional<LocalDateTime> next = after.apply(LocalDateTime.ofInstant(now, zone));
        while (next.isPresent() && times.size() < most) {
            times.add(next.get().atZone(zone).toInstant());
            next = after.apply(next.get());
        }
        return times;
    }

    private static Optional<LocalDateTime> weekly(
            Set<DayOfWeek> days, LocalTime at, LocalDateTime after) {
        for (int ahead = 0; ahead <= 7; ahead++) {
            LocalDateTime time = after.toLocalDate().plusDays(ahead).atTime(at);
            if (days.contains(time.getDayOfWeek()) && time.isAfter(after)) {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }
}
