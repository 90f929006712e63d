package io.sendense.ui.jobs;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.stream.Stream;

/// A time zone that can be chosen. Immutable.
///
/// @param name as it is shown: its id, and `UTC` for whatever counts as that
/// @param offset from UTC now, as `UTC+01:00`
/// @param words all that it is found by, in lower case
record ZoneChoice(ZoneId zone, String name, String offset, String words) {
    /// @param called what people call it, as `Central European Time`
    /// @param now its offset of the moment
    static ZoneChoice of(ZoneId zone, String called, ZoneOffset now) {
        String name = name(zone);
        String offset = now.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + now.getId();
        String words = String.join(" ", name, name.replace('_', ' '), called, offset);
        return new ZoneChoice(zone, name, offset, words.toLowerCase(Locale.ROOT));
    }

    static String name(ZoneId zone) {
        return zone.normalized().equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
    }

    /// Whether each word of a text occurs in what it is found by.
    boolean fits(String text) {
        return occur(text, words);
    }

    /// Whether each word of a text occurs in its name.
    boolean isNamed(String text) {
        return occur(text, name.toLowerCase(Locale.ROOT));
    }

    private static boolean occur(String text, String in) {
        return Stream.of(text.strip().toLowerCase(Locale.ROOT).split("\\s+"))
                .allMatch(in::contains);
    }
}
