package io.sendense.engine.catalog;

import java.util.regex.Pattern;

/// The alphabet of restore point ids: lower-case base32.
final class PointIds {
    private static final Pattern PREFIX = Pattern.compile("[a-z2-7]{1,16}");

    private PointIds() {}

    /// Whether the text is an id or the beginning of one.
    static boolean valid(String prefix) {
        return PREFIX.matcher(prefix).matches();
    }
}
