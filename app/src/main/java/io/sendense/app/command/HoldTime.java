package io.sendense.app.command;

import io.sendense.engine.run.BackupOptions;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads how long a snapshot may be held, as people write it: `30s`, `10m`, `1h`, `none`. At most a
/// day: a snapshot that grows for longer harms its VM.
final class HoldTime implements ITypeConverter<Duration> {
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
        if (time.compareTo(BackupOptions.LONGEST_HOLD) > 0) {
            throw refused(text);
        }
        return time;
    }

    /// As an operator reads it: `a snapshot is held for a retry for 10m`.
    static String words(Duration hold) {
        if (hold.isZero()) {
            return "no snapshot is held for a retry";
        }
        long seconds = hold.toSeconds();
        String time =
                seconds % 3600 == 0
                        ? seconds / 3600 + "h"
                        : seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
        return "a snapshot is held for a retry for " + time;
    }

    private static TypeConversionException refused(String text) {
        return new TypeConversionException(
                "'" + text + "' is no time to hold a snapshot: 30s, 10m, at most 24h, or none");
    }
}
