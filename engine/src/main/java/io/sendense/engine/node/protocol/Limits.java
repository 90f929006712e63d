package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;

/// What values of a request may be. Stateless; each refuses with the field and the numbers.
final class Limits {
    private Limits() {}

    /// A text's length in characters.
    static void text(String field, String text, int least, int most) {
        text(field, text.length(), least, most);
    }

    /// The length in characters of a text that is not looked at.
    static void text(String field, int length, int least, int most) {
        if (length < least || length > most) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_FIELD_LENGTH)
                            .with("field", field)
                            .withCount("characters", length)
                            .withCount("least", least)
                            .withCount("most", most));
        }
    }

    /// A number, or how many of something there are.
    static void range(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_FIELD_RANGE)
                            .with("field", field)
                            .withCount("value", value)
                            .withCount("least", least)
                            .withCount("most", most));
        }
    }
}
