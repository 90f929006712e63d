package io.sendense.ui.jobs;

import io.sendense.engine.job.Schedule;
import io.sendense.ui.shared.Messages;
import io.sendense.ui.shared.Tasks;
import io.sendense.ui.shared.Texts;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// When a job is to run, as it is typed, and what that comes to. FX thread only.
public final class ScheduleViewModel {
    private static final Pattern TIME = Pattern.compile("(\\d{1,2})[:.](\\d{2})");
    private static final int SHOWN = 3;

    private final Texts texts;
    private final InstantSource clock;
    private final ZoneViewModel zone;
    private final ObjectProperty<ScheduleKind> kind =
            new SimpleObjectProperty<>(ScheduleKind.DAILY);
    private final StringProperty time = new SimpleStringProperty("22:00");
    private final ObjectProperty<Set<DayOfWeek>> days =
            new SimpleObjectProperty<>(EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY));
    private final StringProperty cron = new SimpleStringProperty("0 22 * * *");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyStringWrapper next = new ReadOnlyStringWrapper("");

    ScheduleViewModel(Tasks tasks, Texts texts, InstantSource clock, Schedule first) {
        this.texts = texts;
        this.clock = clock;
        this.zone =
                new ZoneViewModel(
                        tasks,
                        texts.formats(),
                        clock.instant(),
                        zone(first, texts.formats().zone()));
        begin(first);
        kind.subscribe(_ -> judge());
        time.subscribe(_ -> judge());
        days.subscribe(_ -> judge());
        cron.subscribe(_ -> judge());
        zone.zoneProperty().subscribe(_ -> judge());
    }

    private static ZoneId zone(Schedule schedule, ZoneId usual) {
        return switch (schedule) {
            case Schedule.Manual _ -> usual;
            case Schedule.Daily daily -> daily.zone();
            case Schedule.Weekly weekly -> weekly.zone();
            case Schedule.Cron expression -> expression.zone();
        };
    }

    private void begin(Schedule first) {
        switch (first) {
            case Schedule.Manual _ -> kind.set(ScheduleKind.MANUAL);
            case Schedule.Daily daily -> {
                kind.set(ScheduleKind.DAILY);
                time.set(texts.formats().time(daily.at()));
            }
            case Schedule.Weekly weekly -> {
                kind.set(ScheduleKind.WEEKLY);
                time.set(texts.formats().time(weekly.at()));
                days.set(weekly.days());
            }
            case Schedule.Cron expression -> {
                kind.set(ScheduleKind.CRON);
                cron.set(expression.expression());
            }
        }
    }

    private void judge() {
        problem.set(problem());
        next.set(schedule().map(this::next).orElse(""));
    }

    private String problem() {
        Messages messages = texts.messages();
        boolean timeWrong = time().isEmpty();
        return switch (kind.get()) {
            case MANUAL -> "";
            case DAILY -> timeWrong ? messages.text("editor.time.wrong") : "";
            case WEEKLY ->
                    days.get().isEmpty()
                            ? messages.text("editor.days.none")
                            : timeWrong ? messages.text("editor.time.wrong") : "";
            case CRON -> !NextTimes.isCron(cron.get()) ? messages.text("editor.cron.wrong") : "";
        };
    }

    private String next(Schedule schedule) {
        if (kind.get() == ScheduleKind.MANUAL) {
            return texts.messages().text("editor.next.manual");
        }
        Instant now = clock.instant();
        String times =
                NextTimes.of(schedule, now, SHOWN).stream()
                        // A line may end between two of them, not within one.
                        .map(time -> texts.moments().at(time, now).replace(' ', '\u00a0'))
                        .collect(Collectors.joining("\u00a0\u00a0\u00b7  "));
        if (times.isEmpty()) {
            return texts.messages().text("editor.next.never");
        }
        return zone.isOfTheScreen()
                ? texts.messages().text("editor.next", times)
                : texts.messages()
                        .text("editor.next.here", ZoneChoice.name(texts.formats().zone()), times);
    }

    private Optional<LocalTime> time() {
        Matcher typed = TIME.matcher(time.get().strip());
        if (!typed.matches()) {
            return Optional.empty();
        }
        int hour = Integer.parseInt(typed.group(1));
        int minute = Integer.parseInt(typed.group(2));
        return hour < 24 && minute < 60
                ? Optional.of(LocalTime.of(hour, minute))
                : Optional.empty();
    }

    /// What was chosen; empty while it cannot be used.
    Optional<Schedule> schedule() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        ZoneId in = zone.zoneProperty().get();
        return switch (kind.get()) {
            case MANUAL -> Optional.of(new Schedule.Manual());
            case DAILY -> time().map(at -> new Schedule.Daily(at, in));
            case WEEKLY -> time().map(at -> new Schedule.Weekly(days.get(), at, in));
            case CRON -> Optional.of(new Schedule.Cron(cron.get().strip(), in));
        };
    }

    /// Adds a day of the week, or takes it away.
    void choose(DayOfWeek day, boolean chosen) {
        EnumSet<DayOfWeek> now = EnumSet.noneOf(DayOfWeek.class);
        now.addAll(days.get());
        if (chosen) {
            now.add(day);
        } else {
            now.remove(day);
        }
        days.set(now);
    }

    /// The time zone in which its times count.
    ZoneViewModel zone() {
        return zone;
    }

    ObjectProperty<ScheduleKind> kindProperty() {
        return kind;
    }

    StringProperty timeProperty() {
        return time;
    }

    ObjectProperty<Set<DayOfWeek>> daysProperty() {
        return days;
    }

    StringProperty cronProperty() {
        return cron;
    }

    /// What is wrong with what is typed; empty where nothing is.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /// The next times in a line, by the console's own clock; empty while something is wrong.
    ReadOnlyStringProperty nextProperty() {
        return next.getReadOnlyProperty();
    }
}
