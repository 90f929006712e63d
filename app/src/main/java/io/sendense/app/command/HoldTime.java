package io.sendense.app.command;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how long a snapshot may be held, as people write it: `30s`, `10m`, `1h`, `none`. At most a
/// day: a snapshot that grows for longer harms its VM.
final class HoldTime implements ITypeConverter<Duration> {
    private static final Duration LONGEST = Duration.ofDays(1);
    private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,6})([smh])");

    @Override
    public Duration convert(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.equals("none")) {
            return Duration.ZERO;
        }
        Matcher matcher = WRITTEN.matcher(lower);
        if (!matcher.matches()) {
            throw refused(text);
        }
        long count = Long.parseLong(matcher.group(1));
        Duration time =
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    default -> Duration.ofHours(count);
                };
        if (time.compareTo(LONGEST) > 0) {
            throw refused(text);
        }
        return time;
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException(
                "'" + text + "' is no time to hold a snapshot: 30s, 10m, at most 24h, or none");
    }
}
