package io.sendense.ui.points;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Where moments lie on a line of some width. Immutable, a pure function.
///
/// @param from at the left end
/// @param to at the right end, later
record TimeScale(Instant from, Instant to) {
    private static final List<Duration> HOURS =
            List.of(
                    Duration.ofHours(1),
                    Duration.ofHours(3),
                    Duration.ofHours(6),
                    Duration.ofHours(12));
    private static final List<Integer> DAYS = List.of(1, 2, 7, 14, 30, 90, 365);

    private static final int NARROWEST_DAY = 12;

    /// A mark of the axis.
    ///
    /// @param day whether it is the beginning of a day
    /// @param words where its words have their middle: those of a time at the mark, those of a day
    ///   in the middle of the day, so that an evening is not taken for the next day; none for a
    ///   mark without words
    record Tick(ZonedDateTime at, boolean day, Optional<Instant> words) {}

    /// The whole of some moments with a margin of one in twenty at both ends.
    ///
    /// @param moments at least one
    static TimeScale around(List<Instant> moments) {
        Instant first = moments.stream().min(Instant::compareTo).orElseThrow();
        Instant last = moments.stream().max(Instant::compareTo).orElseThrow();
        Duration span = Duration.between(first, last);
        Duration margin =
                span.compareTo(Duration.ofHours(4)) < 0 ? Duration.ofHours(2) : span.dividedBy(20);
        return new TimeScale(first.minus(margin), last.plus(margin));
    }

    /// A window of this length that ends a little after `newest`, or has `chosen` in its middle
    /// where that is further back.
    static TimeScale window(Duration length, Instant newest, Instant chosen) {
        Instant end = newest.plus(length.dividedBy(20));
        return chosen.isAfter(end.minus(length))
                ? new TimeScale(end.minus(length), end)
                : new TimeScale(
                        chosen.minus(length.dividedBy(2)), chosen.plus(length.dividedBy(2)));
    }

    /// Distance from the left end.
    double x(Instant moment, double width) {
        return width
                * Duration.between(from, moment).toMillis()
                / Math.max(1, Duration.between(from, to).toMillis());
    }

    boolean shows(Instant moment) {
        return !moment.isBefore(from) && !moment.isAfter(to);
    }

    /// Marks at whole hours or days, those with words at least `apart` from each other. Where days
    /// are wide enough each has its mark.
    List<Tick> ticks(double width, double apart, ZoneId zone) {
        double least = apart * Duration.between(from, to).toMillis() / Math.max(1, width);
        return HOURS.stream()
                .filter(step -> step.toMillis() >= least)
                .findFirst()
                .map(step -> hours(step, zone))
                .orElseGet(() -> days(least * NARROWEST_DAY / apart, least, zone));
    }

    private List<Tick> hours(Duration step, ZoneId zone) {
        List<Tick> ticks = new ArrayList<>();
        ZonedDateTime at = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
        for (; at.toInstant().isBefore(to); at = at.plus(step)) {
            if (shows(at.toInstant())) {
                boolean day = at.truncatedTo(ChronoUnit.DAYS).equals(at);
                ticks.add(new Tick(at, day, Optional.of(at.toInstant())));
            }
        }
        return ticks;
    }

    /// @param narrowest milliseconds that a day with a mark must have at least
    /// @param least milliseconds that words must be apart
    private List<Tick> days(double narrowest, double least, ZoneId zone) {
        int apart =
                DAYS.stream()
                        .filter(step -> Duration.ofDays(step).toMillis() >= least)
                        .findFirst()
                        .orElse(DAYS.getLast() * 5);
        int step = Duration.ofDays(1).toMillis() >= narrowest ? 1 : apart;
        LocalDate first = from.atZone(zone).toLocalDate();
        // Counted from a fixed day, so that marks stay where they are when the window moves.
        LocalDate day = first.minusDays(Math.floorMod(first.toEpochDay(), step));
        List<Tick> ticks = new ArrayList<>();
        for (; day.atStartOfDay(zone).toInstant().isBefore(to); day = day.plusDays(step)) {
            ZonedDateTime begin = day.atStartOfDay(zone);
            Instant middle = begin.plusHours(12).toInstant();
            boolean named = Math.floorMod(day.toEpochDay(), apart) == 0 && shows(middle);
            if (named || shows(begin.toInstant())) {
                ticks.add(new Tick(begin, true, named ? Optional.of(middle) : Optional.empty()));
            }
        }
        return ticks;
    }
}
