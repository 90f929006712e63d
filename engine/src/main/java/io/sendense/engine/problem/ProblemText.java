package io.sendense.engine.problem;

import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;

/// Turns problems into sentences, from the bundle `problems.properties`. Immutable.
///
/// For what shows text to people: command line, console, REST, mail. The engine's flows never use
/// it.
public final class ProblemText {
    private final ResourceBundle bundle;
    private final ArgumentText arguments;

    private ProblemText(Language language) {
        this.bundle =
                ResourceBundle.getBundle(
                        "io.sendense.engine.problem.problems",
                        language.bundles(),
                        ProblemText.class.getModule());
        this.arguments = new ArgumentText(language);
    }

    /// In English, as the command line and all that is kept have it.
    public static ProblemText english() {
        return of(Language.ENGLISH);
    }

    public static ProblemText of(Language language) {
        return new ProblemText(language);
    }

    private String name(String argument) {
        String key = "argument." + argument;
        return bundle.containsKey(key) ? bundle.getString(key) : argument;
    }

    /// What an operator reads of a problem.
    ///
    /// @param code the stable id, `NBD-SIZE-MISMATCH`
    /// @param what one sentence: what happened
    /// @param why the cause as far as it is known, with the numbers
    /// @param remedy what to do about it
    public record Rendered(String code, String what, String why, String remedy) {
        /// All of it on one line, for a terminal or a log.
        public String line() {
            return what + " " + why + " " + remedy + " [" + code + "]";
        }
    }

    /// The text of a problem. Arguments the text has no place for follow the cause.
    public Rendered render(Problem problem) {
        String id = problem.code().id();
        String what = bundle.getString(id + ".what");
        String why = bundle.getString(id + ".why");
        String remedy = bundle.getString(id + ".do");
        Map<String, Argument> shown =
                ArgumentText.inWords(
                        ArgumentText.inWords(problem.arguments(), bundle, id + "."), bundle, "");
        String rest = arguments.unused(shown, Set.of(what, why, remedy), this::name);
        String cause = arguments.fill(why, shown);
        return new Rendered(
                id,
                arguments.fill(what, shown),
                rest.isEmpty() ? cause : cause + " (" + rest + ")",
                arguments.fill(remedy, shown));
    }
}
