package io.sendense.engine.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/// When a job runs by itself. In JSON its kind stands beside what it holds. Immutable.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Schedule.Manual.class, name = "MANUAL"),
    @JsonSubTypes.Type(value = Schedule.Daily.class, name = "DAILY"),
    @JsonSubTypes.Type(value = Schedule.Weekly.class, name = "WEEKLY"),
    @JsonSubTypes.Type(value = Schedule.Cron.class, name = "CRON")
})
public sealed interface Schedule {
    /// Only when an operator asks for it.
    record Manual() implements Schedule {}

    /// Every day at a time of day.
    record Daily(LocalTime at, ZoneId zone) implements Schedule {}

    /// On some days of the week at a time of day.
    ///
    /// @param days at least one
    record Weekly(Set<DayOfWeek> days, LocalTime at, ZoneId zone) implements Schedule {
        public Weekly {
            days = Set.copyOf(days);
        }
    }

    /// As a cron expression says.
    ///
    /// @param expression five fields as of POSIX crontab: minute, hour, day of month, month, day of
    ///   week
    record Cron(String expression, ZoneId zone) implements Schedule {}
}
