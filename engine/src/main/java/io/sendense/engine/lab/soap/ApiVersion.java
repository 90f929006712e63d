package io.sendense.engine.lab.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of the vSphere API as it stands behind `urn:vim25/` in a `SOAPAction` header, such as
/// `6.7` or `8.0.3.0`. A missing number counts as 0, so `8.0` equals `8.0.0.0` in order. Immutable.
///
/// @param text the version as it was written
/// @param numbers its numbers, most significant first
public record ApiVersion(String text, List<Integer> numbers) implements Comparable<ApiVersion> {
    private static final Pattern NOT_DIGITS = Pattern.compile("[^0-9]+");
    private static final Pattern ACTION = Pattern.compile("\"?urn:vim25/([0-9][0-9a-z.]*)\"?");

    /// The oldest version whose types the lab gives without being asked for a newer one.
    public static final ApiVersion V6_0 = of("6.0");

    /// Brought NVMe controllers, secure boot and encryption keys.
    public static final ApiVersion V6_5 = of("6.5");

    /// Brought the virtual TPM.
    public static final ApiVersion V6_7 = of("6.7");

    /// First release of the 7 line.
    public static final ApiVersion V7_0 = of("7.0.0.0");

    /// First release of the 8 line.
    public static final ApiVersion V8_0 = of("8.0.0.1");

    /// What the lab itself is.
    public static final ApiVersion NEWEST = of("8.0.3.0");

    /// Refuses a version without a number.
    public ApiVersion {
        Objects.requireNonNull(text);
        numbers = List.copyOf(numbers);
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("no number in API version '" + text + "'");
        }
    }

    /// Reads a version such as `6.0`, `2.5u2` or `8.0.3.0`.
    public static ApiVersion of(String text) {
        var numbers = new ArrayList<Integer>();
        for (String part : NOT_DIGITS.split(text, -1)) {
            if (!part.isEmpty() && part.length() < 7) {
                numbers.add(Integer.valueOf(part));
            }
        }
        return new ApiVersion(text, numbers);
    }

    /// The version a `SOAPAction` header names; empty for an empty or foreign header.
    public static Optional<ApiVersion> ofAction(String header) {
        var matcher = ACTION.matcher(header.strip());
        return matcher.matches() ? Optional.of(of(matcher.group(1))) : Optional.empty();
    }

    /// Whether this version knows what was introduced in `other`.
    public boolean includes(ApiVersion other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(ApiVersion other) {
        int longest = Math.max(numbers.size(), other.numbers.size());
        for (int index = 0; index < longest; index++) {
            int order = Integer.compare(number(index), other.number(index));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private int number(int index) {
        return index < numbers.size() ? numbers.get(index) : 0;
    }
}
