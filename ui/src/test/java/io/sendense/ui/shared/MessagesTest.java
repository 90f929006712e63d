package io.sendense.ui.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesTest {
    private static final Path MAIN = Path.of("src/main");
    private static final Path BUNDLE = MAIN.resolve("resources/io/sendense/ui/messages.properties");
    private static final Path GERMAN = BUNDLE.resolveSibling("messages_de.properties");
    private static final Pattern PLACE = Pattern.compile("\\{\\d");
    private static final Pattern CHOICE = Pattern.compile("\\{\\d,choice,(?:[^{}]|\\{\\d})*}");

    /// Where the place is a share, or a name before a verb that looks like a noun.
    private static final Set<String> NO_NUMBER = Set.of("run.waits.shares", "need.space");

    /// Words behind a name, or a number and its unit.
    private static final Set<String> NOT_COUNTED =
            Set.of("as", "consists", "does", "has", "holds", "is", "was");

    private static final Pattern IN_JAVA = Pattern.compile("\\.text\\(\\s*\"([^\"]+)\"");
    private static final Pattern IN_FXML = Pattern.compile("\"%([a-z0-9.]+)\"");

    @Test
    void everyKeyThatIsUsedExistsAndNoneIsLeftOver() {
        Set<String> used = new TreeSet<>(find(".java", IN_JAVA));
        used.addAll(find(".fxml", IN_FXML));
        Set<String> known = Messages.load(Language.ENGLISH).bundle().keySet();
        assertThat(new TreeSet<>(known)).isEqualTo(used);
    }

    @Test
    void noKeyIsGivenTwice() throws IOException {
        assertThat(keys()).doesNotHaveDuplicates().isNotEmpty();
    }

    @Test
    void fxmlHoldsNoTextsOfItsOwn() {
        // An example of an address and the account every vCenter has are the same everywhere.
        Pattern text = Pattern.compile(" (?:text|promptText|accessibleText)=\"([^%\"][^\"]*)\"");
        assertThat(find(".fxml", text))
                .containsOnly("vcenter.example.com", "administrator@vsphere.local");
    }

    @ParameterizedTest
    @EnumSource
    void everyTextWithPlacesCanBeFilled(Language language) {
        Messages messages = Messages.load(language);
        for (String key : messages.bundle().keySet()) {
            if (messages.text(key).contains("{0")) {
                assertThat(messages.text(key, 1, 2, 3, 4)).as(key).doesNotContain("{");
            } else {
                assertThat(messages.text(key)).as(key).doesNotContain("{").doesNotContain("''");
            }
        }
    }

    @Test
    void germanHasEveryTextWithTheSamePlaces() throws IOException {
        Properties english = load(BUNDLE);
        Properties german = load(GERMAN);
        assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
        for (String key : english.stringPropertyNames()) {
            assertThat(german.getProperty(key)).as(key).isNotBlank();
            assertThat(places(german.getProperty(key)))
                    .as(key)
                    .isEqualTo(places(english.getProperty(key)));
        }
    }

    /// "1 VMs" is wrong in both languages: a number before a noun is a choice.
    @Test
    void aNumberBeforeANounIsAChoice() throws IOException {
        // in English a word in the plural, in German one with a capital
        assertThat(
                        unchosen(
                                BUNDLE,
                                Pattern.compile("\\{\\d(?:,number)?} (?:\\p{L}+ )?(\\p{L}+s)\\b")))
                .isEmpty();
        assertThat(
                        unchosen(
                                GERMAN,
                                Pattern.compile(
                                        "\\{\\d(?:,number)?} (?:(?!ohne)\\p{Ll}+e )?(\\p{Lu}\\p{L}+)")))
                .isEmpty();
    }

    /// Texts in which a place stands before such a word outside of a choice.
    private static List<String> unchosen(Path bundle, Pattern noun) throws IOException {
        Properties texts = load(bundle);
        return texts.stringPropertyNames().stream()
                .sorted()
                .filter(key -> !NO_NUMBER.contains(key))
                .filter(key ->
                        noun.matcher(CHOICE.matcher(texts.getProperty(key)).replaceAll("#"))
                                .results()
                                .anyMatch(found -> !NOT_COUNTED.contains(found.group(1))))
                .map(key -> key + "=" + texts.getProperty(key))
                .toList();
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        }
        return properties;
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> keys() throws IOException {
        return Files.readAllLines(BUNDLE).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf('=')))
                .toList();
    }

    private static Set<String> find(String ending, Pattern pattern) {
        try (Stream<Path> files = Files.walk(MAIN)) {
            Set<String> found = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(ending))
                    .forEach(file ->
                            pattern.matcher(read(file))
                                    .results()
                                    .forEach(match -> found.add(match.group(1))));
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
