package io.sendense.engine.problem;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Why something happened, in a form that every language has a sentence for. Immutable.
///
/// @param code which sentence
/// @param arguments by the name they have in it
public record Cause(CauseCode code, Map<String, Argument> arguments) {
    public Cause {
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    public static Cause of(CauseCode code) {
        return new Cause(code, Map.of());
    }

    /// The cause with the name of a code. One that this program does not know is shown as such,
    /// with its arguments.
    public static Cause named(String code, Map<String, Argument> arguments) {
        return Arrays.stream(CauseCode.values())
                .filter(known -> known.name().equals(code))
                .findFirst()
                .map(known -> new Cause(known, arguments))
                .orElseGet(() -> Causes.technical(code + " " + arguments));
    }

    /// Several reasons one after the other.
    ///
    /// @param causes at least one
    public static Cause all(List<Cause> causes) {
        Cause joined = causes.getFirst();
        for (Cause next : causes.subList(1, causes.size())) {
            joined = of(CauseCode.BOTH).with("first", joined).with("second", next);
        }
        return joined;
    }

    /// With a name, a path or somebody else's words.
    public Cause with(String name, String value) {
        return with(name, new Argument.Text(value));
    }

    public Cause withBytes(String name, long bytes) {
        return with(name, new Argument.Bytes(bytes));
    }

    public Cause withCount(String name, long count) {
        return with(name, new Argument.Count(count));
    }

    public Cause withTime(String name, Duration time) {
        return with(name, new Argument.Time(time));
    }

    /// With what brought this about in its turn, as `cause`.
    public Cause because(Throwable why) {
        return with("cause", Causes.of(why));
    }

    /// With what brought this about in its turn, as `cause`.
    public Cause because(Cause why) {
        return with("cause", why);
    }

    public Cause with(String name, Cause cause) {
        return with(name, new Argument.Because(cause));
    }

    public Cause with(String name, Argument argument) {
        Map<String, Argument> all = new LinkedHashMap<>(arguments);
        all.put(name, argument);
        return new Cause(code, all);
    }

    /// For logs: the code and its English sentence.
    @Override
    public String toString() {
        return code + ": " + ArgumentText.english().sentence(this);
    }
}
