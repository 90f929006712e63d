package io.sendense.ui.jobs;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.BitSet;
import java.util.Optional;

/// A cron expression of five fields, as of POSIX crontab, with steps (`*/15`, `8-18/2`): minute,
/// hour, day of month, month, day of week. Where both days are restricted, either of them is
/// enough. Only for the preview in the editor: the engine judges and counts. Immutable.
final class CronExpression {
    /// 29 February comes within eight years.
    private static final int FARTHEST_DAYS = 8 * 366 + 1;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean anyDayOfMonth;
    private final boolean anyDayOfWeek;

    private CronExpression(String[] fields) {
        this.minutes = field(fields[0], 0, 59);
        this.hours = field(fields[1], 0, 23);
        this.daysOfMonth = field(fields[2], 1, 31);
        this.months = field(fields[3], 1, 12);
        this.daysOfWeek = field(fields[4], 0, 7);
        if (daysOfWeek.get(7)) {
            daysOfWeek.set(0);
        }
        this.anyDayOfMonth = fields[2].startsWith("*");
        this.anyDayOfWeek = fields[4].startsWith("*");
    }

    /// Empty where it cannot be read.
    static Optional<CronExpression> parse(String expression) {
        String[] fields = expression.strip().split("\\s+");
        if (fields.length != 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CronExpression(fields));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static BitSet field(String text, int least, int most) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            int step = stepped.length == 1 ? 1 : number(stepped[1], 1, most);
            if (stepped.length > 2) {
                throw new IllegalArgumentException(part);
            }
            String[] range = stepped[0].equals("*") ? null : stepped[0].split("-", -1);
            int from = range == null ? least : number(range[0], least, most);
            int to =
                    range == null
                            ? most
                            : range.length == 2
                                    ? number(range[1], least, most)
                                    : stepped.length == 2 ? most : from;
            if (to < from || (range != null && range.length > 2)) {
                throw new IllegalArgumentException(part);
            }
            for (int value = from; value <= to; value += step) {
                values.set(value);
            }
        }
        return values;
    }

    private static int number(String text, int least, int most) {
        // NumberFormatException is an IllegalArgumentException.
        int value = Integer.parseInt(text);
        if (value < least || value > most || text.startsWith("+")) {
            throw new IllegalArgumentException(text);
        }
        return value;
    }

    /// The first time after this one; empty where there is none.
    Optional<LocalDateTime> after(LocalDateTime time) {
        LocalDate day = time.toLocalDate();
        LocalTime from = time.toLocalTime();
        for (int i = 0; i < FARTHEST_DAYS; i++) {
            if (holds(day)) {
                Optional<LocalTime> found = i == 0 ? later(from) : first();
                if (found.isPresent()) {
                    return Optional.of(day.atTime(found.get()));
                }
            }
            day = day.plusDays(1);
        }
        return Optional.empty();
    }

    private boolean holds(LocalDate day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(number(day.getDayOfWeek()));
        boolean either = !anyDayOfMonth && !anyDayOfWeek;
        return months.get(day.getMonthValue()) && (either ? ofMonth || ofWeek : ofMonth && ofWeek);
    }

    private static int number(DayOfWeek day) {
        return day.getValue() % 7;
    }

    private Optional<LocalTime> first() {
        return Optional.of(LocalTime.of(hours.nextSetBit(0), minutes.nextSetBit(0)));
    }

    private Optional<LocalTime> later(LocalTime from) {
        int minute = hours.get(from.getHour()) ? minutes.nextSetBit(from.getMinute() + 1) : -1;
        if (minute >= 0) {
            return Optional.of(LocalTime.of(from.getHour(), minute));
        }
        int hour = hours.nextSetBit(from.getHour() + 1);
        return hour < 0 ? Optional.empty() : Optional.of(LocalTime.of(hour, minutes.nextSetBit(0)));
    }
}
