package io.sendense.engine.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Isolated, as it changes the locale of the process.
@Isolated
class LanguageTest {
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
