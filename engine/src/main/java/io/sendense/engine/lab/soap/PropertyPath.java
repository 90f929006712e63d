package io.sendense.engine.lab.soap;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A property path such as `config.hardware.device[2000].backing`. Immutable.
///
/// A step is a field name, optionally with a key in brackets that selects the element of an array
/// whose `key` field equals it (quotes around the key are allowed).
///
/// @param text the path as the caller wrote it
/// @param steps its steps
public record PropertyPath(String text, List<Step> steps) {

    /// One step of a path.
    ///
    /// @param name the field's name
    /// @param key the key of the wanted array element, where one is given
    public record Step(String name, Optional<String> key) {}

    /// Copies the steps in.
    public PropertyPath {
        steps = List.copyOf(steps);
    }

    /// Reads a path.
    ///
    /// @throws IllegalArgumentException an empty step or an open bracket
    public static PropertyPath of(String text) {
        var steps = new ArrayList<Step>();
        for (String part : split(text)) {
            int bracket = part.indexOf('[');
            if (part.isEmpty() || bracket == 0 || (bracket > 0 && !part.endsWith("]"))) {
                throw new IllegalArgumentException("malformed property path '" + text + "'");
            }
            steps.add(
                    bracket < 0
                            ? new Step(part, Optional.empty())
                            : new Step(
                                    part.substring(0, bracket),
                                    Optional.of(
                                            part.substring(bracket + 1, part.length() - 1)
                                                    .replace("\"", ""))));
        }
        return new PropertyPath(text, steps);
    }

    /// The name of the object's own property the path starts at.
    public String root() {
        return steps.getFirst().name();
    }

    /// Follows the path from the value of its root property; empty where a step is unset.
    public Optional<Value> within(Value rootValue) {
        Optional<Value> current = selected(rootValue, steps.getFirst());
        for (Step step : steps.subList(1, steps.size())) {
            current =
                    current.flatMap(value -> field(value, step.name()))
                            .flatMap(value -> selected(value, step));
        }
        return current;
    }

    private static Optional<Value> field(Value value, String name) {
        return value instanceof Structure structure ? structure.field(name) : Optional.empty();
    }

    private static Optional<Value> selected(Value value, Step step) {
        if (step.key().isEmpty()) {
            return Optional.of(value);
        }
        if (!(value instanceof Sequence sequence)) {
            return Optional.empty();
        }
        for (Value element : sequence.elements()) {
            if (keyOf(element).equals(step.key())) {
                return Optional.of(element);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> keyOf(Value element) {
        return field(element, "key")
                .flatMap(key ->
                        switch (key) {
                            case Scalar scalar -> Optional.of(scalar.text());
                            case Reference reference -> Optional.of(reference.id());
                            case Structure _, Sequence _ -> Optional.empty();
                        });
    }

    private static List<String> split(String text) {
        var parts = new ArrayList<String>();
        int from = 0;
        int depth = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '[') {
                depth++;
            } else if (character == ']') {
                depth--;
            } else if (character == '.' && depth == 0) {
                parts.add(text.substring(from, index));
                from = index + 1;
            }
        }
        parts.add(text.substring(from));
        return parts;
    }
}
