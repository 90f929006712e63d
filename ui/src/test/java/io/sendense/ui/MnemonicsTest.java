package io.sendense.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import io.sendense.ui.shared.Messages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every letter that is underlined does one thing on the page it is on.
class MnemonicsTest {
    private static final Path VIEWS = Path.of("src/main/resources/io/sendense/ui");
    private static final Pattern ELEMENT = Pattern.compile("<[A-Z][^>]*>");
    private static final Pattern TEXT = Pattern.compile("\\btext=\"%([a-z0-9.]+)\"");
    private static final Pattern LETTER = Pattern.compile("_(\\p{L})");

    /// The entries of the navigation, one a line.
    private static final List<String> RAIL =
            List.of(
                    "frame.dashboard",
                    "frame.inventory",
                    "frame.jobs",
                    "frame.runs",
                    "frame.points",
                    "frame.repositories",
                    "frame.nodes",
                    "frame.settings");

    /// What is on screen together; the button that starts backups gets its text from a binding.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "frame/Shell rail inventory/Inventory inventory/VmDetails backup/Backup backup.start",
                "frame/Shell rail run/Run",
                "frame/Shell rail history/History",
                "frame/Shell rail settings/Settings",
                "settings/Licences",
                "frame/Closing",
                "frame/Closing closing.quit",
                "frame/Shell rail dashboard/Dashboard",
                "frame/Shell rail jobs/Jobs",
                "frame/Shell rail jobs/JobRun",
                "jobs/JobEditor inventory/Picker",
                "frame/Shell rail points/Points",
                "frame/Shell rail repositories/Repositories",
                "frame/Shell rail nodes/Nodes",
                "nodes/AddNode",
                "nodes/Access",
                "nodes/TestNode",
                "points/Export",
                "points/Plan",
                "repositories/AddRepository",
                "vcenter/AddVCenter",
                "error/Error",
                "frame/Start"
            })
    void noLetterIsTakenTwice(String together) {
        for (Language language : Language.values()) {
            noLetterIsTakenTwice(together, Messages.load(language));
        }
    }

    private static void noLetterIsTakenTwice(String together, Messages messages) {
        List<String> letters = new ArrayList<>();
        for (String part : together.split(" ")) {
            texts(part, messages).forEach(text -> letters.add(letter(text)));
        }
        assertThat(letters).as(together).doesNotHaveDuplicates();
    }

    @Test
    void whatIsUnderlinedIsMeantAndWhatIsMeantIsUnderlined() throws IOException {
        try (Stream<Path> views = Files.walk(VIEWS)) {
            views.filter(file -> file.toString().endsWith(".fxml"))
                    .flatMap(file -> ELEMENT.matcher(read(file)).results())
                    .map(found -> found.group())
                    .forEach(MnemonicsTest::checkElement);
        }
    }

    private static void checkElement(String element) {
        Matcher text = TEXT.matcher(element);
        if (!text.find()) {
            return;
        }
        for (Language language : Language.values()) {
            String words = Messages.load(language).text(text.group(1));
            assertThat(LETTER.matcher(words).find())
                    .as("%s: %s", language, element)
                    .isEqualTo(element.contains("mnemonicParsing=\"true\""));
        }
    }

    private static Stream<String> texts(String part, Messages messages) {
        if (part.equals("rail")) {
            return RAIL.stream().map(messages::text);
        }
        if (!part.contains("/")) {
            return Stream.of(messages.text(part, 1));
        }
        return ELEMENT.matcher(read(VIEWS.resolve(part + ".fxml")))
                .results()
                .map(found -> found.group())
                .filter(element -> element.contains("mnemonicParsing=\"true\""))
                .flatMap(element -> TEXT.matcher(element).results())
                .map(found -> messages.text(found.group(1)));
    }

    private static String letter(String text) {
        Matcher letter = LETTER.matcher(text);
        assertThat(letter.find()).as("a letter in " + text).isTrue();
        return letter.group(1).toLowerCase(Locale.ROOT);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
