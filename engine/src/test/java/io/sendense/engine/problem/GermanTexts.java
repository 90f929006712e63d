package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Holds what an operator reads in German to German. What stands in quotation marks is somebody
/// else's, or a technical detail that is called so.
public final class GermanTexts {
    private static final Set<String> ENGLISH_WORDS =
            Set.of(
                    "the",
                    "is",
                    "are",
                    "of",
                    "be",
                    "been",
                    "not",
                    "no",
                    "has",
                    "have",
                    "had",
                    "cannot",
                    "could",
                    "with",
                    "without",
                    "which",
                    "that",
                    "it",
                    "its",
                    "from",
                    "by",
                    "but",
                    "than",
                    "when",
                    "while",
                    "and",
                    "or",
                    "for",
                    "as",
                    "failed",
                    "missing",
                    "refused",
                    "expected",
                    "found",
                    "unknown",
                    "bytes",
                    "denied",
                    "closed",
                    "connection",
                    "file",
                    "folder",
                    "disk",
                    "disks",
                    "error");

    /// Arguments that are names.
    private static final Set<String> NAMES =
            Set.of("choices", "file", "label", "name", "path", "place", "vm");

    private GermanTexts() {}

    /// Renders a problem in German, and fails where a word of it is English.
    public static void assertGerman(Problem problem) {
        Problem nameless = new Problem(problem.code(), nameless(problem.arguments()));
        ProblemText.Rendered text = ProblemText.of(Language.GERMAN).render(nameless);
        assertGerman(problem.code() + ": " + problem, text.what());
        assertGerman(problem.code() + ": " + problem, text.why());
    }

    /// Without what operators and files are called, which may be in any language.
    private static Map<String, Argument> nameless(Map<String, Argument> arguments) {
        Map<String, Argument> all = new LinkedHashMap<>(arguments);
        all.replaceAll((name, value) ->
                switch (value) {
                    case Argument.Because(Cause cause) ->
                            new Argument.Because(
                                    new Cause(cause.code(), nameless(cause.arguments())));
                    case Argument.Nested(Problem problem) ->
                            new Argument.Nested(
                                    new Problem(problem.code(), nameless(problem.arguments())));
                    case Argument.Text _ when NAMES.contains(name) -> new Argument.Text("X");
                    default -> value;
                });
        return all;
    }

    /// Fails where a word of a German text is English.
    public static void assertGerman(String about, String text) {
        assertThat(englishIn(text)).as("%s%n%s", about, text).isEmpty();
    }

    static List<String> englishIn(String text) {
        // Fingerprints and made-up names may have letters that happen to be a word.
        String own =
                text.replaceAll("„[^“]*“", "").replaceAll("\\p{XDigit}{2}(:\\p{XDigit}{2})+", "");
        return Arrays.stream(own.split("[^\\p{L}\\p{N}/._-]+"))
                // "Bytes" is German too
                .filter(word -> !word.equals("Bytes"))
                .map(word -> word.toLowerCase(Locale.ROOT))
                .filter(ENGLISH_WORDS::contains)
                .toList();
    }
}
