package io.sendense.ui.jobs;

import io.sendense.engine.job.Schedule;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Messages;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A schedule in words: `Daily at 22:00`, `Mon, Wed at 02:00`. Immutable.
final class ScheduleWords {
    private static final Set<DayOfWeek> WEEKDAYS =
            Set.copyOf(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    private static final int SHORTEST_RANGE = 3;

    /// Minute and hour as numbers, every day of every month; the days of the week as they come.
    private static final Pattern AT =
            Pattern.compile("(\\d{1,2}) (\\d{1,2}) \\* \\* (\\*|[0-7](?:,[0-7])*|1-5)");

    private static final Pattern HOURLY = Pattern.compile("(\\d{1,2}) \\* \\* \\* \\*");
    private static final Pattern MINUTES = Pattern.compile("\\*/(\\d{1,2}) \\* \\* \\* \\*");
    private static final Pattern MONTHLY =
            Pattern.compile("(\\d{1,2}) (\\d{1,2}) (\\d{1,2}) \\* \\*");

    private final Messages messages;
    private final Formats formats;

    ScheduleWords(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    String of(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Manual _ -> messages.text("jobs.schedule.manual");
            case Schedule.Daily daily -> in(daily.zone(), daily(daily.at()));
            case Schedule.Weekly weekly -> in(weekly.zone(), weekly(weekly.days(), weekly.at()));
            case Schedule.Cron cron -> in(cron.zone(), cron(cron.expression()));
        };
    }

    /// Says the time zone where it is not the one of the screen.
    private String in(ZoneId zone, String words) {
        return zone.equals(formats.zone())
                ? words
                : messages.text("jobs.schedule.zone", words, zone.getId());
    }

    private String daily(LocalTime at) {
        return messages.text("jobs.schedule.daily", formats.time(at));
    }

    private String weekly(Set<DayOfWeek> days, LocalTime at) {
        if (days.size() == DayOfWeek.values().length) {
            return daily(at);
        }
        return messages.text("jobs.schedule.weekly", days(days), formats.time(at));
    }

    private String days(Set<DayOfWeek> days) {
        List<DayOfWeek> sorted = days.stream().sorted().toList();
        DayOfWeek first = sorted.getFirst();
        DayOfWeek last = sorted.getLast();
        boolean inOneGo = last.getValue() - first.getValue() == sorted.size() - 1;
        if (inOneGo && sorted.size() >= SHORTEST_RANGE) {
            return formats.weekday(first) + "\u2013" + formats.weekday(last);
        }
        return sorted.stream().map(formats::weekday).collect(Collectors.joining(", "));
    }

    private String cron(String expression) {
        String fields = expression.strip().replaceAll("\\s+", " ");
        return at(fields)
                .or(() -> matched(HOURLY, fields).map(this::hourly))
                .or(() -> matched(MINUTES, fields).map(this::everyMinutes))
                .or(() -> matched(MONTHLY, fields).map(this::monthly))
                .orElseGet(() -> messages.text("jobs.schedule.cron", fields));
    }

    private static Optional<Matcher> matched(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? Optional.of(matcher) : Optional.empty();
    }

    private Optional<String> at(String fields) {
        Optional<Matcher> found = matched(AT, fields);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        Optional<LocalTime> time = time(found.get().group(2), found.get().group(1));
        return time.map(at -> weekly(cronDays(found.get().group(3)), at));
    }

    private static Set<DayOfWeek> cronDays(String field) {
        return switch (field) {
            case "*" -> EnumSet.allOf(DayOfWeek.class);
            case "1-5" -> WEEKDAYS;
            default ->
                    Pattern.compile(",")
                            .splitAsStream(field)
                            .map(Integer::valueOf)
                            // Sunday is 0 and 7.
                            .map(day -> DayOfWeek.of(day == 0 ? 7 : day))
                            .collect(Collectors.toSet());
        };
    }

    private static Optional<LocalTime> time(String hour, String minute) {
        int hours = Integer.parseInt(hour);
        int minutes = Integer.parseInt(minute);
        return hours < 24 && minutes < 60
                ? Optional.of(LocalTime.of(hours, minutes))
                : Optional.empty();
    }

    private String hourly(Matcher found) {
        return messages.text("jobs.schedule.hourly", Integer.valueOf(found.group(1)));
    }

    private String everyMinutes(Matcher found) {
        return messages.text("jobs.schedule.minutes", Integer.valueOf(found.group(1)));
    }

    private String monthly(Matcher found) {
        return time(found.group(2), found.group(1))
                .map(at ->
                        messages.text(
                                "jobs.schedule.monthly",
                                Integer.valueOf(found.group(3)),
                                formats.time(at)))
                .orElseGet(() -> messages.text("jobs.schedule.cron", found.group()));
    }
}
