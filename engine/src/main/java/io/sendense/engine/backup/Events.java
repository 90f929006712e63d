package io.sendense.engine.backup;

import io.sendense.engine.concern.Concern;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Arguments of an event, put together one by one. Confined to one thread.
final class Events {
    private final Map<String, Argument> arguments = new LinkedHashMap<>();

    private Events() {}

    static Events none() {
        return new Events();
    }

    /// The arguments of a problem.
    static Events of(Problem problem) {
        return of(problem.arguments());
    }

    static Events of(Map<String, Argument> arguments) {
        Events events = new Events();
        arguments.forEach(events::and);
        return events;
    }

    /// The arguments of a concern, and which one it is.
    static Events of(Concern concern) {
        Events events = with("concern", concern.rule().id());
        concern.arguments().forEach(events::and);
        return events;
    }

    static Events with(String name, String value) {
        return new Events().withText(name, value);
    }

    Events withText(String name, String value) {
        return and(name, new Argument.Text(value));
    }

    Events withBytes(String name, long value) {
        return and(name, new Argument.Bytes(value));
    }

    Events withCount(String name, long value) {
        return and(name, new Argument.Count(value));
    }

    Events withTime(String name, Duration value) {
        return and(name, new Argument.Time(value));
    }

    Events with(String name, Argument value) {
        return and(name, value);
    }

    private Events and(String name, Argument argument) {
        arguments.put(name, argument);
        return this;
    }

    Map<String, Argument> arguments() {
        return Collections.unmodifiableMap(arguments);
    }
}
