package io.sendense.engine.problem;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// One thing that went wrong: its code and the values its text needs. Immutable.
///
/// @param code what happened
/// @param arguments by the name they have in the text, in the order they were given
public record Problem(ProblemCode code, Map<String, Argument> arguments) {
    public Problem {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    public static Problem of(ProblemCode code) {
        return new Problem(code, Map.of());
    }

    /// This problem with one more text argument.
    public Problem with(String name, String value) {
        return with(name, new Argument.Text(value));
    }

    /// This problem with one more number of bytes.
    public Problem withBytes(String name, long bytes) {
        return with(name, new Argument.Bytes(bytes));
    }

    /// This problem with one more plain number.
    public Problem withCount(String name, long count) {
        return with(name, new Argument.Count(count));
    }

    /// This problem with one more span of time.
    public Problem withTime(String name, Duration time) {
        return with(name, new Argument.Time(time));
    }

    /// This problem with what brought it about, as `cause`.
    public Problem because(Throwable why) {
        return with("cause", Causes.of(why));
    }

    /// This problem with what brought it about, as `cause`.
    public Problem because(Cause why) {
        return with("cause", new Argument.Because(why));
    }

    /// This problem with one more argument of any kind.
    public Problem with(String name, Argument argument) {
        Map<String, Argument> all = new LinkedHashMap<>(arguments);
        all.put(name, argument);
        return new Problem(code, all);
    }

    /// The same arguments told as another problem.
    public Problem as(ProblemCode other) {
        return new Problem(other, arguments);
    }

    /// This problem as an exception to throw.
    public EngineException toException() {
        return new EngineException(this, null);
    }

    /// This problem as an exception to throw, with what brought it about.
    public EngineException toException(Throwable cause) {
        return new EngineException(this, cause);
    }
}
