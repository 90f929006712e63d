package io.sendense.ui.points;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

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

    /// A mark of the axis.
    ///
    /// @param day whether it is the beginning of a day
    record Tick(ZonedDateTime at, boolean day) {}

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

    /// Marks at whole hours or days, at least `apart` from each other.
    List<Tick> ticks(double width, double apart, ZoneId zone) {
        double least = apart * Duration.between(from, to).toMillis() / Math.max(1, width);
        List<Tick> ticks = new ArrayList<>();
        for (Duration step : HOURS) {
            if (step.toMillis() >= least) {
                ZonedDateTime at = from.atZone(zone).truncatedTo(ChronoUnit.DAYS);
                for (; at.toInstant().isBefore(to); at = at.plus(step)) {
                    add(ticks, at);
                }
                return ticks;
            }
        }
        int days =
                DAYS.stream()
                        .filter(step -> Duration.ofDays(step).toMillis() >= least)
                        .findFirst()
                        .orElse(DAYS.getLast() * 5);
        LocalDate first = from.atZone(zone).toLocalDate();
        // Counted from a fixed day, so that marks stay where they are when the window moves.
        LocalDate day = first.minusDays(Math.floorMod(first.toEpochDay(), days));
        for (; day.atStartOfDay(zone).toInstant().isBefore(to); day = day.plusDays(days)) {
            add(ticks, day.atStartOfDay(zone));
        }
        return ticks;
    }

    private void add(List<Tick> ticks, ZonedDateTime at) {
        if (shows(at.toInstant())) {
            ticks.add(new Tick(at, at.truncatedTo(ChronoUnit.DAYS).equals(at)));
        }
    }
}
