package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Isolated, as it changes the locale of the process.
@Isolated
class LanguageTest {
    /// Where the number is never one, or the word is not what is counted.
    private static final Set<String> NO_PLURAL =
            Set.of("SNAPSHOTS-TOO-DEEP.what", "OPTIONS-KEPT.what", "CONFIGURATION_TOO_LARGE");

    /// Numbers that are no amounts, or limits far above one.
    private static final Set<String> NO_AMOUNTS =
            Set.of(
                    "cluster", "cpu", "found", "id", "key", "known", "least", "most", "offset",
                    "run");

    private static final Path RESOURCES = Path.of("src/main/resources/io/sendense/engine");

    @ParameterizedTest
    @ValueSource(strings = {"problem/problems", "problem/causes", "run/events", "concern/concerns"})
    void germanHasEveryTextWithTheSamePlaces(String bundle) throws IOException {
        Properties english = load(bundle + ".properties");
        Properties german = load(bundle + "_de.properties");
        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(german.getProperty(key)).as(key).isNotBlank();
            assertThat(ArgumentText.places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(ArgumentText.places(english.getProperty(key)));
        }
    }

    /// "1 disks" is wrong in both languages: a number before a word has a place that chooses.
    @ParameterizedTest
    @ValueSource(strings = {"problem/problems", "problem/causes", "run/events", "concern/concerns"})
    void aNumberBeforeAWordChoosesTheWord(String bundle) throws IOException {
        Pattern counted =
                Pattern.compile(
                        "\\{(%s)} (?!\\{\\1:)\\p{L}+".formatted(String.join("|", counts())));
        for (String ending : List.of(".properties", "_de.properties")) {
            Properties texts = load(bundle + ending);
            assertThat(texts.stringPropertyNames())
                    .filteredOn(key -> !NO_PLURAL.contains(key))
                    .filteredOn(key -> counted.matcher(texts.getProperty(key)).find())
                    .as(bundle + ending)
                    .isEmpty();
        }
    }

    /// Names of arguments that are plain numbers somewhere.
    private static Set<String> counts() throws IOException {
        Pattern given = Pattern.compile("withCount\\(\\s*\"([a-zA-Z]+)\"");
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/sendense/engine"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".java")).toList()) {
                given.matcher(Files.readString(file))
                        .results()
                        .map(found -> found.group(1))
                        .forEach(names::add);
            }
        }
        names.removeAll(NO_AMOUNTS);
        return names;
    }

    @Test
    void choosesTheWordByTheNumber() {
        ArgumentText english = new ArgumentText(Language.ENGLISH);
        String pattern = "{n} {n:disk|disks}";
        assertThat(english.fill(pattern, Map.of("n", new Argument.Count(1)))).isEqualTo("1 disk");
        assertThat(english.fill(pattern, Map.of("n", new Argument.Count(0)))).isEqualTo("0 disks");
        assertThat(english.fill(pattern, Map.of("n", new Argument.Count(1000))))
                .isEqualTo("1,000 disks");
        // as the console hands it on
        assertThat(english.fill(pattern, Map.of("n", new Argument.Text("1")))).isEqualTo("1 disk");
        assertThat(english.show(new Argument.Bytes(1))).isEqualTo("1 byte");
    }

    private static Properties load(String file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(RESOURCES.resolve(file))) {
            properties.load(in);
        }
        return properties;
    }

    @Test
    void speaksEnglishOnAGermanSystemWhereEnglishIsAsked() {
        Problem problem = Problem.of(ProblemCode.NBD_SIZE_MISMATCH).withBytes("expected", 512);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);
            assertThat(ProblemText.english().render(problem).why())
                    .isEqualTo(
                            "The disk has 512 bytes, the export (unknown) has (unknown). Nothing was written.");
        } finally {
            Locale.setDefault(before);
        }
        assertThat(ProblemText.of(Language.GERMAN).render(problem).why())
                .contains("512 Bytes", "(unbekannt)");
    }

    @Test
    void isEnglishWhereThereAreNoTexts() {
        assertThat(Language.of(Locale.forLanguageTag("de-AT"))).isEqualTo(Language.GERMAN);
        assertThat(Language.of(Locale.FRANCE)).isEqualTo(Language.ENGLISH);
        assertThat(Language.of(Locale.ROOT)).isEqualTo(Language.ENGLISH);
    }
}
