package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CauseTextTest {
    private static final Path SOURCES = Path.of("src/main/java/io/sendense/engine");

    /// A cause, reason or use that is a text: a literal, a concatenation, or what an exception
    /// says.
    private static final Pattern FREE_TEXT =
            Pattern.compile(
                    "\\.with(Text)?\\(\\s*\"(cause|reason|use)\",\\s*"
                            + "(\"|String\\.valueOf|\\w+\\.getMessage|\\w+\\.toString\\(\\))");

    private static ResourceBundle bundle(Language language) {
        return ResourceBundle.getBundle("io.sendense.engine.problem.causes", language.bundles());
    }

    @Test
    void everyCauseHasItsSentenceAndTheBundleHasNothingElse() {
        Set<String> codes =
                Arrays.stream(CauseCode.values()).map(Enum::name).collect(Collectors.toSet());
        assertThat(bundle(Language.ENGLISH).keySet()).isEqualTo(codes);
    }

    @Test
    void everyCauseIsNamedBySomeSource() {
        String sources = sources().map(CauseTextTest::read).collect(Collectors.joining("\n"));
        assertThat(CauseCode.values())
                .filteredOn(code ->
                        !Pattern.compile("CauseCode\\." + code + "\\b").matcher(sources).find())
                .isEmpty();
    }

    @Test
    void germanSentencesAreGerman() {
        ResourceBundle german = bundle(Language.GERMAN);
        for (CauseCode code : CauseCode.values()) {
            String text = german.getString(code.name()).replaceAll("\\{[a-zA-Z]+}", "X");
            // names of fields in cron's own notation
            GermanTexts.assertGerman(code.name(), text.replace("jan bis dec", ""));
        }
    }

    /// A sentence that is an argument stays English in all languages.
    @Test
    void noCauseIsAFreeText() {
        List<String> found =
                sources()
                        .filter(file -> !file.startsWith(SOURCES.resolve("lab")))
                        .filter(file -> FREE_TEXT.matcher(read(file)).find())
                        .map(file -> SOURCES.relativize(file).toString())
                        .toList();
        assertThat(found).isEmpty();
    }

    @Test
    void aCauseOfANewerProgramIsShownAsItIs() {
        Problem read =
                ProblemJson.read(
                        ProblemJson.parse(
                                "{\"code\":\"DISK-WRITE-FAILED\",\"arguments\":{\"cause\":{\"cause\":"
                                        + "{\"code\":\"FLUX_LOST\",\"arguments\":{\"n\":{\"count\":7}}}}}}"));
        assertThat(ProblemText.of(Language.GERMAN).render(read).why())
                .startsWith("Technische Angabe: „FLUX_LOST")
                .contains("7");
    }

    @Test
    void causesAndProblemsWithinProblemsAreReadAsTheyWereWritten() {
        Problem below = Problem.of(ProblemCode.VM_BUSY).with("vm", "db").withCount("run", 7);
        Problem problem =
                Problem.of(ProblemCode.DISK_WRITE_FAILED)
                        .with("label", "Hard disk 1")
                        .because(
                                Cause.of(CauseCode.AT)
                                        .with("place", "/mnt")
                                        .because(below.toException()));
        Problem read = ProblemJson.read(ProblemJson.parse(ProblemJson.write(problem).toString()));
        assertThat(read).isEqualTo(problem);
        assertThat(ProblemText.english().render(read).why())
                .startsWith("/mnt: ")
                .contains("db", "7");
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
