package io.sendense.engine.node.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.UnfitException;
import java.util.regex.Pattern;

/// What a console calls one of its jobs on a node, `run-12-disk-2000-1`: 1 to 100 letters, digits,
/// `-`, `_` and `.`, so that it can stand in an address and in a log. Immutable.
public record NodeJobId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// @throws UnfitException it has another form
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public NodeJobId {
        if (!FORM.matcher(value).matches()) {
            throw new UnfitException(
                    Cause.of(CauseCode.NODE_JOB_ID_UNUSABLE)
                            .with("text", Shortened.text(value))
                            .withCount("most", 100));
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
