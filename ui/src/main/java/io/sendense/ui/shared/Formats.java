package io.sendense.ui.shared;

import io.sendense.engine.problem.Language;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.OptionalDouble;

/// How numbers and times look on screen. Sizes are binary (1 GiB = 2^30 bytes). Immutable.
public final class Formats {
    /// Stands where there is nothing to show.
    public static final String NONE = "\u2013";

    private static final String[] UNITS = {"", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private final Locale locale;
    private final ZoneId zone;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;
    private final String unitOfOne;

    /// Before a unit: in German one at which no line breaks.
    private final String gap;

    private final DateTimeFormatter moment;
    private final DateTimeFormatter second;
    private final DateTimeFormatter clock;

    public Formats(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        this.time = DateTimeFormatter.ofPattern("HH:mm", locale);
        this.day =
                switch (Language.of(locale)) {
                    case ENGLISH -> DateTimeFormatter.ofPattern("EEE d MMM", locale);
                    case GERMAN -> DateTimeFormatter.ofPattern("EEE d.\u00a0MMM", locale);
                };
        this.unitOfOne =
                switch (Language.of(locale)) {
                    case ENGLISH -> "bytes";
                    case GERMAN -> "Bytes";
                };
        this.gap = Language.of(locale) == Language.GERMAN ? "\u00a0" : " ";
        this.moment =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.SHORT)
                        .withLocale(locale)
                        .withZone(zone);
        this.second =
                DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM)
                        .withLocale(locale)
                        .withZone(zone);
        this.clock = DateTimeFormatter.ofPattern("HH:mm:ss", locale).withZone(zone);
    }

    /// A size with three digits at most before the unit: `102 GiB`, `4.25 GiB`, `512 bytes`.
    public String bytes(long bytes) {
        if (bytes < 1024) {
            return bytes + gap + (bytes == 1 ? unitOfOne.replaceFirst("s$", "") : unitOfOne);
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / Math.pow(1024, unit);
        if (value >= 1023.5) {
            unit++;
            value /= 1024;
        }
        int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        String number = String.format(locale, "%." + decimals + "f", value);
        return withoutEmptyDecimals(number, decimals) + gap + UNITS[unit];
    }

    /// As [#bytes], with the exact number behind it where that says more.
    public String exactBytes(long bytes) {
        return bytes < 1024
                ? bytes(bytes)
                : bytes(bytes) + " (" + number(bytes) + gap + unitOfOne + ")";
    }

    private static String withoutEmptyDecimals(String number, int decimals) {
        int dot = number.length() - decimals - 1;
        boolean empty = decimals > 0 && number.substring(dot + 1).chars().allMatch(c -> c == '0');
        return empty ? number.substring(0, dot) : number;
    }

    /// Bytes per second; [#NONE] at zero.
    public String rate(long bytesPerSecond) {
        return bytesPerSecond <= 0 ? NONE : bytes(bytesPerSecond) + "/s";
    }

    /// A span of time in its two largest units, below ten seconds with a tenth where there is one:
    /// `2 h 05 min`, `3 min 20 s`, `12 s`, `0.3 s`.
    public String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 10) {
            double tenths = Math.max(0, duration.toMillis() / 100) / 10.0;
            return withoutEmptyDecimals(String.format(locale, "%.1f", tenths), 1) + " s";
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(locale, "%d min %02d s", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(locale, "%d h %02d min", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(locale, "%d d %02d h", seconds / 86_400, seconds / 3600 % 24);
    }

    /// A round trip in milliseconds, below ten with a tenth where there is one: `20 ms`, `0.4 ms`.
    public String roundTrip(Duration time) {
        double millis = time.toNanos() / 1e6;
        int decimals = millis < 9.95 ? 1 : 0;
        String number = String.format(locale, "%." + decimals + "f", millis);
        return withoutEmptyDecimals(number, decimals) + gap + "ms";
    }

    /// How long `remainingBytes` take at this rate; [#NONE] where that cannot be said.
    public String timeLeft(long remainingBytes, long bytesPerSecond) {
        if (remainingBytes <= 0 || bytesPerSecond <= 0) {
            return NONE;
        }
        return duration(Duration.ofSeconds((remainingBytes - 1) / bytesPerSecond + 1));
    }

    /// A whole number of percent, rounded down: 100 % means all.
    public String percent(double fraction) {
        return (int) Math.floor(Math.clamp(fraction, 0, 1) * 100) + "\u2009%";
    }

    /// Date and time to the minute.
    public String moment(Instant time) {
        return moment.format(time);
    }

    /// Date and time to the second.
    public String second(Instant time) {
        return second.format(time);
    }

    /// Time of day to the second.
    public String clock(Instant time) {
        return clock.format(time);
    }

    public String number(long value) {
        return String.format(locale, "%,d", value);
    }

    /// A number with two decimals at most and nothing between thousands, as it can be edited.
    public String decimal(double value) {
        NumberFormat format = decimals();
        format.setMaximumFractionDigits(2);
        return format.format(value);
    }

    /// The number somebody wrote, in this language's way.
    public OptionalDouble decimal(String text) {
        ParsePosition end = new ParsePosition(0);
        Number number = decimals().parse(text, end);
        return number == null || end.getIndex() < text.length()
                ? OptionalDouble.empty()
                : OptionalDouble.of(number.doubleValue());
    }

    private NumberFormat decimals() {
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        format.setGroupingUsed(false);
        return format;
    }

    /// The time zone in which times are shown.
    public ZoneId zone() {
        return zone;
    }

    /// What people call a time zone: `Central European Time`.
    public String zoneInFull(ZoneId which) {
        return which.getDisplayName(TextStyle.FULL, locale);
    }

    /// Hour and minute: `22:00`.
    public String time(LocalTime at) {
        return time.format(at);
    }

    /// Day of the week and of the month: `Sun 22 Nov`.
    public String day(LocalDate date) {
        return day.format(date);
    }

    /// A day of the week in two or three letters.
    public String weekday(DayOfWeek weekday) {
        return weekday.getDisplayName(TextStyle.SHORT_STANDALONE, locale).replace(".", "");
    }

    /// A day of the week in full.
    public String weekdayInFull(DayOfWeek weekday) {
        return weekday.getDisplayName(TextStyle.FULL_STANDALONE, locale);
    }
}
