package io.sendense.ui.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MomentsTest {
    /// 21:15 in Berlin.
    private static final Instant NOW = Instant.parse("2026-11-22T20:15:00Z");

    private final Moments english = moments(Language.ENGLISH);
    private final Moments german = moments(Language.GERMAN);

    private static Moments moments(Language language) {
        return Texts.of(language, ZoneId.of("Europe/Berlin"), Path.of("/home/operator")).moments();
    }

    @ParameterizedTest
    @CsvSource({
        "-5, now",
        "0, now",
        "1, in 1 min",
        "61, in 2 min",
        "3600, in 1 h",
        "9000, in 3 h",
        "172740, in 2 days",
        "259200, in 3 days"
    })
    void saysHowLongUntil(long seconds, String words) {
        assertThat(english.ahead(NOW.plusSeconds(seconds), NOW)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "0, just now",
        "59, just now",
        "60, 1 min ago",
        "7200, 2 h ago",
        "864000, 10 days ago"
    })
    void saysHowLongAgo(long seconds, String words) {
        assertThat(english.ago(NOW.minusSeconds(seconds), NOW)).isEqualTo(words);
    }

    @Test
    void namesTheDaysAroundToday() {
        assertThat(english.at(NOW, NOW)).isEqualTo("today, 21:15");
        assertThat(english.at(NOW.plus(Duration.ofHours(3)), NOW)).isEqualTo("tomorrow, 00:15");
        assertThat(english.at(NOW.minus(Duration.ofHours(22)), NOW)).isEqualTo("yesterday, 23:15");
        assertThat(english.at(NOW.plus(Duration.ofDays(3)), NOW)).isEqualTo("Wed 25 Nov, 21:15");
    }

    @Test
    void speaksGerman() {
        assertThat(german.ahead(NOW.plus(Duration.ofDays(3)), NOW)).isEqualTo("in 3 Tagen");
        assertThat(german.ago(NOW.minus(Duration.ofDays(3)), NOW)).isEqualTo("vor 3 Tagen");
        assertThat(german.at(NOW.plus(Duration.ofHours(3)), NOW)).isEqualTo("morgen, 00:15");
    }
}
