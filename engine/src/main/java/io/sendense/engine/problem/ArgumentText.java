package io.sendense.engine.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts arguments into a pattern with `{name}` places, each argument shown by its type. A place
/// `{name:one|many}` shows the first words where the argument is the number one, else the second.
/// Immutable.
public final class ArgumentText {
    private static final Pattern PLACE =
            Pattern.compile("\\{([a-zA-Z]+)(?::([^|{}]*)\\|([^|{}]*))?}");
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private static final ArgumentText ENGLISH = new ArgumentText(Language.ENGLISH);

    private final Language language;
    private final Locale locale;
    private final String unknown;
    private final String bytes;
    private final String oneByte;

    public ArgumentText(Language language) {
        this.language = language;
        this.locale = language.formats();
        this.unknown =
                switch (language) {
                    case ENGLISH -> "(unknown)";
                    case GERMAN -> "(unbekannt)";
                };
        this.oneByte =
                switch (language) {
                    case ENGLISH -> "byte";
                    case GERMAN -> "Byte";
                };
        this.bytes =
                switch (language) {
                    case ENGLISH -> "bytes";
                    case GERMAN -> "Bytes";
                };
    }

    /// In English.
    public static ArgumentText english() {
        return ENGLISH;
    }

    /// A cause in a sentence, from the bundle `causes.properties`.
    public String sentence(Cause cause) {
        ResourceBundle causes =
                ResourceBundle.getBundle(
                        "io.sendense.engine.problem.causes",
                        language.bundles(),
                        ArgumentText.class.getModule());
        return fill(causes.getString(cause.code().name()), cause.arguments());
    }

    /// What happened and why, of a problem that is told within another.
    private String sentences(Problem problem) {
        ProblemText.Rendered words = ProblemText.of(language).render(problem);
        return words.what() + " " + words.why();
    }

    /// The pattern with every place filled. A place without an argument shows that it is unknown.
    public String fill(String pattern, Map<String, Argument> arguments) {
        Matcher matcher = PLACE.matcher(pattern);
        StringBuilder text = new StringBuilder();
        while (matcher.find()) {
            Argument argument = arguments.get(matcher.group(1));
            String shown = argument == null ? unknown : show(argument);
            if (matcher.group(2) != null) {
                shown = shown.equals("1") ? matcher.group(2) : matcher.group(3);
            }
            matcher.appendReplacement(text, Matcher.quoteReplacement(shown));
        }
        return matcher.appendTail(text).toString();
    }

    /// The same arguments, but words for each whose value is a code: where `bundle` has the key
    /// `<prefix><name>.<value>`. A code of another version stays as it is.
    public static Map<String, Argument> inWords(
            Map<String, Argument> arguments, ResourceBundle bundle, String prefix) {
        Map<String, Argument> words = new LinkedHashMap<>(arguments);
        words.replaceAll((name, argument) -> {
            String key =
                    prefix + name + "." + (argument instanceof Argument.Text(String t) ? t : "");
            return bundle.containsKey(key) ? new Argument.Text(bundle.getString(key)) : argument;
        });
        return words;
    }

    /// The names of the places in a pattern, in alphabetical order.
    public static Set<String> places(String pattern) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = PLACE.matcher(pattern);
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }

    /// The arguments that none of `patterns` has a place for, as `name: value` pairs; empty text
    /// where all are used.
    public String unused(
            Map<String, Argument> arguments, Set<String> patterns, UnaryOperator<String> names) {
        Map<String, Argument> rest = new LinkedHashMap<>(arguments);
        for (String pattern : patterns) {
            rest.keySet().removeAll(places(pattern));
        }
        StringBuilder text = new StringBuilder();
        rest.forEach((name, argument) ->
                text.append(text.isEmpty() ? "" : ", ")
                        .append(names.apply(name))
                        .append(": ")
                        .append(show(argument)));
        return text.toString();
    }

    /// One argument on its own. Byte numbers keep their exact value beside the rounded one.
    public String show(Argument argument) {
        return switch (argument) {
            case Argument.Text(String value) -> value;
            case Argument.Count(long value) -> String.format(locale, "%,d", value);
            case Argument.Bytes(long value) -> bytes(value);
            case Argument.Time(Duration value) -> time(value);
            case Argument.Because(Cause value) -> sentence(value);
            case Argument.Nested(Problem value) -> sentences(value);
        };
    }

    private String bytes(long value) {
        if (Math.abs(value) < 1024) {
            return String.format(locale, "%,d %s", value, value == 1 ? oneByte : bytes);
        }
        double scaled = value;
        int unit = -1;
        while (Math.abs(scaled) >= 1024 && unit < UNITS.length - 1) {
            scaled /= 1024;
            unit++;
        }
        return String.format(locale, "%.1f %s (%,d %s)", scaled, UNITS[unit], value, bytes);
    }

    private String time(Duration value) {
        if (value.compareTo(Duration.ofSeconds(10)) < 0) {
            return String.format(locale, "%.1f s", value.toMillis() / 1000.0);
        }
        if (value.compareTo(Duration.ofMinutes(2)) < 0) {
            return String.format(locale, "%d s", value.toSeconds());
        }
        return value.compareTo(Duration.ofHours(2)) < 0
                ? String.format(locale, "%d min %d s", value.toMinutes(), value.toSecondsPart())
                : String.format(locale, "%d h %d min", value.toHours(), value.toMinutesPart());
    }
}
