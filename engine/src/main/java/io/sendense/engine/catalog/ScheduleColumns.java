package io.sendense.engine.catalog;

import io.sendense.engine.job.Schedule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A schedule as the columns of a job. Immutable.
record ScheduleColumns(
        ScheduleKind kind, @Nullable String time, @Nullable String cron, @Nullable String zone) {
    static ScheduleColumns of(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Manual _ -> new ScheduleColumns(ScheduleKind.MANUAL, null, null, null);
            case Schedule.Daily(LocalTime at, ZoneId zone) ->
                    new ScheduleColumns(ScheduleKind.DAILY, at.toString(), null, zone.getId());
            case Schedule.Weekly(Set<DayOfWeek> _, LocalTime at, ZoneId zone) ->
                    new ScheduleColumns(ScheduleKind.WEEKLY, at.toString(), null, zone.getId());
            case Schedule.Cron(String expression, ZoneId zone) ->
                    new ScheduleColumns(ScheduleKind.CRON, null, expression, zone.getId());
        };
    }

    /// @param days those of the job's rows in `job_weekday`
    static Schedule read(ResultSet row, Set<DayOfWeek> days) throws SQLException {
        return switch (Values.constant(ScheduleKind.class, row, "schedule")) {
            case MANUAL -> new Schedule.Manual();
            case DAILY -> new Schedule.Daily(time(row), zone(row));
            case WEEKLY -> new Schedule.Weekly(days, time(row), zone(row));
            case CRON -> new Schedule.Cron(row.getString("cron"), zone(row));
        };
    }

    private static LocalTime time(ResultSet row) throws SQLException {
        return LocalTime.parse(row.getString("time_of_day"));
    }

    private static ZoneId zone(ResultSet row) throws SQLException {
        return ZoneId.of(row.getString("time_zone"));
    }
}
