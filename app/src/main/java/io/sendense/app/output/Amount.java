package io.sendense.app.output;

import java.time.Duration;
import java.util.Locale;

/// Sizes, rates and times in a form people read at a glance; exact numbers are in the JSON.
public final class Amount {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private Amount() {}

    /// Bytes with one decimal: `102.0 GiB`.
    public static String bytes(long value) {
        double scaled = value;
        int unit = 0;
        while (Math.abs(scaled) >= 1024 && unit < UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return unit == 0
                ? value + " B"
                : String.format(Locale.ROOT, "%.1f %s", scaled, UNITS[unit]);
    }

    /// Bytes per second: `97.3 MiB/s`.
    public static String rate(long bytesPerSecond) {
        return bytes(bytesPerSecond) + "/s";
    }

    /// A span of time: `0:07`, `12:31`, `1:02:03`.
    public static String time(Duration value) {
        long seconds = Math.max(0, value.toSeconds());
        return seconds < 3600
                ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
                : String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60);
    }
}
