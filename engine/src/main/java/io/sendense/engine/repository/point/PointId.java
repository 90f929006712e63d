package io.sendense.engine.repository.point;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/// Identifies a restore point for ever: 16 random lower-case base32 characters (80 bits). Says
/// nothing about order. Immutable.
public record PointId(@JsonValue String value) {
    /// How many characters an id has.
    public static final int LENGTH = 16;

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern SHAPE = Pattern.compile("[a-z2-7]{16}");

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public PointId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is no restore point id: 16 characters of a-z and 2-7");
        }
    }

    /// A new id.
    public static PointId random(RandomGenerator random) {
        StringBuilder text = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new PointId(text.toString());
    }

    @Override
    public String toString() {
        return value;
    }
}
