package io.sendense.ui.error;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Problem;
import io.sendense.ui.shared.ProblemView;
import io.sendense.ui.shared.Texts;
import java.util.stream.Collectors;

/// A problem ready to be read and copied. Immutable.
public final class ErrorViewModel {
    private final ProblemView words;
    private final String details;

    /// @param program version and commit, for whoever gets the copied details
    public ErrorViewModel(Problem problem, Texts texts, String program) {
        this.words = texts.view(problem);
        String arguments =
                problem.arguments().entrySet().stream()
                        .map(each -> each.getKey() + " = " + plain(each.getValue()) + "\n")
                        .collect(Collectors.joining());
        this.details =
                words.code()
                        + "\n"
                        + words.what()
                        + "\n"
                        + words.why()
                        + "\n"
                        + words.remedy()
                        + "\n\n"
                        + arguments
                        + program
                        + "\n";
    }

    private static String plain(Argument argument) {
        return switch (argument) {
            case Argument.Text(String value) -> value;
            case Argument.Bytes(long value) -> value + " bytes";
            case Argument.Count(long value) -> Long.toString(value);
            case Argument.Time(var value) -> value.toString();
        };
    }

    String what() {
        return words.what();
    }

    String why() {
        return words.why();
    }

    String remedy() {
        return words.remedy();
    }

    String code() {
        return words.code();
    }

    /// Everything, as plain text with exact numbers.
    String details() {
        return details;
    }
}
