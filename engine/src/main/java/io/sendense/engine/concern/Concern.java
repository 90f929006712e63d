package io.sendense.engine.concern;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import java.util.HashMap;
import java.util.Map;

/// One thing that was found before a backup. Immutable.
///
/// @param arguments for the sentence: `label` of a disk or device, `host`, `datastore` ...
public record Concern(ConcernRule rule, Map<String, Argument> arguments) {
    public Concern {
        arguments = Map.copyOf(arguments);
    }

    public static Concern of(ConcernRule rule) {
        return new Concern(rule, Map.of());
    }

    /// The same with a name, or a server's own words.
    public Concern with(String name, String value) {
        return with(name, new Argument.Text(value));
    }

    /// The same with a number of bytes.
    public Concern withBytes(String name, long bytes) {
        return with(name, new Argument.Bytes(bytes));
    }

    /// The same with a number.
    public Concern withCount(String name, long count) {
        return with(name, new Argument.Count(count));
    }

    /// This concern with what brought it about, as `cause`.
    public Concern because(Cause why) {
        return with("cause", new Argument.Because(why));
    }

    private Concern with(String name, Argument value) {
        Map<String, Argument> all = new HashMap<>(arguments);
        all.put(name, value);
        return new Concern(rule, all);
    }

    public Severity severity() {
        return rule.severity();
    }
}
