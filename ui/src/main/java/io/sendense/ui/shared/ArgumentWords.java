package io.sendense.ui.shared;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.Problem;
import java.io.File;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Puts what the engine says with its problems and events into the console's own form, so that a
/// size in a sentence looks as the same size in a table. Immutable.
///
/// @param userHome shown as `~` where a path begins with it
record ArgumentWords(Formats formats, Path userHome) {

    /// For an event: rounded numbers.
    Map<String, Argument> rounded(Map<String, Argument> arguments) {
        return words(arguments, false);
    }

    /// For a problem: as rounded, with the exact number of bytes behind it, since two sizes that
    /// look the same may be what is wrong.
    Map<String, Argument> exact(Map<String, Argument> arguments) {
        return words(arguments, true);
    }

    private Map<String, Argument> words(Map<String, Argument> arguments, boolean exact) {
        Map<String, Argument> words = new LinkedHashMap<>();
        arguments.forEach((name, value) -> words.put(name, word(value, exact)));
        return words;
    }

    private Argument word(Argument argument, boolean exact) {
        return switch (argument) {
            case Argument.Text(String value) -> new Argument.Text(homely(value));
            case Argument.Bytes(long value) ->
                    new Argument.Text(exact ? formats.exactBytes(value) : formats.bytes(value));
            case Argument.Count(long value) -> new Argument.Text(formats.number(value));
            case Argument.Time(var value) -> new Argument.Text(formats.duration(value));
            case Argument.Because(Cause value) ->
                    new Argument.Because(new Cause(value.code(), words(value.arguments(), exact)));
            case Argument.Nested(Problem value) ->
                    new Argument.Nested(new Problem(value.code(), words(value.arguments(), exact)));
        };
    }

    private String homely(String text) {
        return userHome.getNameCount() == 0
                ? text
                : text.replace(userHome + File.separator, "~" + File.separator);
    }
}
