package io.sendense.ui.shared;

import io.sendense.engine.problem.Argument;
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
        Map<String, Argument> words = new LinkedHashMap<>();
        arguments.forEach((name, value) -> words.put(name, text(value, false)));
        return words;
    }

    /// For a problem: as rounded, with the exact number of bytes behind it, since two sizes that
    /// look the same may be what is wrong.
    Map<String, Argument> exact(Map<String, Argument> arguments) {
        Map<String, Argument> words = new LinkedHashMap<>();
        arguments.forEach((name, value) -> words.put(name, text(value, true)));
        return words;
    }

    private Argument.Text text(Argument argument, boolean exact) {
        return new Argument.Text(
                switch (argument) {
                    case Argument.Text(String value) -> homely(value);
                    case Argument.Bytes(long value) ->
                            exact ? formats.exactBytes(value) : formats.bytes(value);
                    case Argument.Count(long value) -> formats.number(value);
                    case Argument.Time(var value) -> formats.duration(value);
                });
    }

    private String homely(String text) {
        return userHome.getNameCount() == 0
                ? text
                : text.replace(userHome + File.separator, "~" + File.separator);
    }
}
