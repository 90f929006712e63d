package io.sendense.app.command;

import io.sendense.engine.job.Schedule;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/// When a job runs by itself, as the command line says it.
final class JobScheduleOptions {
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

    @ArgGroup private @Nullable When when;

    @Option(
            names = "--time-zone",
            paramLabel = "Z",
            converter = Zone.class,
            description =
                    "The time zone whose clocks count, as Europe/Berlin. Default: this system's.")
    private @Nullable ZoneId zone;

    /// One of them, or none.
    static final class When {
        @Option(
                names = "--daily",
                paramLabel = "HH:MM",
                converter = Time.class,
                description = "Every day at that time.")
        private @Nullable LocalTime daily;

        @Option(
                names = "--weekly",
                paramLabel = "mon,wed@HH:MM",
                converter = Week.class,
                description = "On those days at that time.")
        private @Nullable Days weekly;

        @Option(
                names = "--cron",
                paramLabel = "EXPR",
                description = "As five fields say: minute, hour, day of month, month, day of week.")
        private @Nullable String cron;
    }

    /// Days of the week with a time.
    record Days(Set<DayOfWeek> days, LocalTime at) {}

    /// @throws ParameterException a time zone without a time
    Schedule schedule(CommandLine command) {
        if (when == null && zone != null) {
            throw new ParameterException(
                    command,
                    "--time-zone %s says of which clocks, but no time is given: --daily, --weekly or --cron"
                            .formatted(zone));
        }
        ZoneId in = zone == null ? ZoneId.systemDefault() : zone;
        if (when == null) {
            return new Schedule.Manual();
        }
        if (when.daily != null) {
            return new Schedule.Daily(when.daily, in);
        }
        if (when.weekly != null) {
            return new Schedule.Weekly(when.weekly.days(), when.weekly.at(), in);
        }
        return when.cron == null ? new Schedule.Manual() : new Schedule.Cron(when.cron, in);
    }

    /// A time of day.
    static final class Time implements ITypeConverter<LocalTime> {
        @Override
        public LocalTime convert(String value) {
            try {
                return LocalTime.parse(value);
            } catch (DateTimeException e) {
                throw refused("'" + value + "' is no time of day, as 02:30 is", e);
            }
        }
    }

    /// Days and a time.
    static final class Week implements ITypeConverter<Days> {
        @Override
        public Days convert(String value) {
            String[] parts = value.split("@", -1);
            if (parts.length != 2) {
                throw refused("'" + value + "' is not days@time, as mon,wed@02:30 is", null);
            }
            Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
            for (String day : parts[0].split(",", -1)) {
                int number = DAYS.indexOf(day.toLowerCase(Locale.ROOT));
                if (number < 0) {
                    throw refused("'" + day + "' is none of " + String.join(", ", DAYS), null);
                }
                days.add(DayOfWeek.of(number + 1));
            }
            return new Days(days, new Time().convert(parts[1]));
        }
    }

    /// A time zone by its name.
    static final class Zone implements ITypeConverter<ZoneId> {
        @Override
        public ZoneId convert(String value) {
            try {
                return ZoneId.of(value);
            } catch (DateTimeException e) {
                throw refused("'" + value + "' is no time zone, as Europe/Berlin is", e);
            }
        }
    }

    private static TypeConversionException refused(String why, @Nullable Throwable cause) {
        TypeConversionException refused = new TypeConversionException(why);
        if (cause != null) {
            refused.initCause(cause);
        }
        return refused;
    }

    /// A schedule in words: `daily at 02:30 Europe/Berlin`.
    static String words(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Manual _ -> "by hand";
            case Schedule.Daily(LocalTime at, ZoneId zone) -> "daily at " + at + " " + zone;
            case Schedule.Weekly(Set<DayOfWeek> days, LocalTime at, ZoneId zone) ->
                    String.join(
                                    ",",
                                    days.stream()
                                            .sorted()
                                            .map(day -> DAYS.get(day.getValue() - 1))
                                            .toList())
                            + " at "
                            + at
                            + " "
                            + zone;
            case Schedule.Cron(String expression, ZoneId zone) -> "cron " + expression + " " + zone;
        };
    }
}
