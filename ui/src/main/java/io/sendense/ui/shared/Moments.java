package io.sendense.ui.shared;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

/// Times as they look from now: `in 3 h`, `2 days ago`, `tomorrow, 02:00`. Immutable.
public final class Moments {
    private final Messages messages;
    private final Formats formats;

    Moments(Messages messages, Formats formats) {
        this.messages = messages;
        this.formats = formats;
    }

    /// How long until then, in the largest unit that says enough; `now` where it has come.
    public String ahead(Instant then, Instant now) {
        // What is ten minutes away is so from 10:00 to 9:01.
        long minutes = Duration.between(now, then).plusSeconds(59).toMinutes();
        if (minutes < 1) {
            return messages.text("moment.now");
        }
        return messages.text("moment.in", span(minutes));
    }

    /// How long ago that was.
    public String ago(Instant then, Instant now) {
        long minutes = Duration.between(then, now).toMinutes();
        if (minutes < 1) {
            return messages.text("moment.just");
        }
        return messages.text("moment.ago", span(minutes));
    }

    private String span(long minutes) {
        if (minutes < 60) {
            return messages.text("moment.minutes", minutes);
        }
        if (minutes < 48 * 60 - 30) {
            return messages.text("moment.hours", (minutes + 30) / 60);
        }
        return messages.text("moment.days", (minutes + 12 * 60) / (24 * 60));
    }

    /// The day, in a word where there is one, and the time of day.
    public String at(Instant then, Instant now) {
        ZonedDateTime local = then.atZone(formats.zone());
        return messages.text(
                "moment.at", day(local.toLocalDate(), now), formats.time(local.toLocalTime()));
    }

    /// A day: today, tomorrow, yesterday, or its date.
    public String day(LocalDate date, Instant now) {
        LocalDate today = now.atZone(formats.zone()).toLocalDate();
        if (date.equals(today)) {
            return messages.text("moment.today");
        }
        if (date.equals(today.plusDays(1))) {
            return messages.text("moment.tomorrow");
        }
        if (date.equals(today.minusDays(1))) {
            return messages.text("moment.yesterday");
        }
        return formats.day(date);
    }
}
