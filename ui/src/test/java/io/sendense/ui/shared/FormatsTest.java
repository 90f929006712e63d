package io.sendense.ui.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
    private final Formats formats = new Formats(Locale.UK, ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1023, 1023 bytes",
        "1024, 1 KiB",
        "1536, 1.50 KiB",
        "10239, 10 KiB",
        "102348, 99.9 KiB",
        "102399, 100 KiB",
        "1048575, 1 MiB",
        "109521666048, 102 GiB",
        "5368709120, 5 GiB",
        "9223372036854775807, 8 EiB"
    })
    void showsSizesInThreeDigits(long bytes, String shown) {
        assertThat(formats.bytes(bytes)).isEqualTo(shown);
    }

    @Test
    void showsExactNumbersOfBytesBesideTheRounded() {
        assertThat(formats.exactBytes(512)).isEqualTo("512 bytes");
        assertThat(formats.exactBytes(109_521_666_048L))
                .isEqualTo("102 GiB (109,521,666,048 bytes)");
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "99, 0 s", "340, 0.3 s", "3000, 3 s", "9999, 9.9 s", "10400, 10 s"})
    void showsTenthsOfShortDurations(long milliseconds, String shown) {
        assertThat(formats.duration(Duration.ofMillis(milliseconds))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 s",
        "59, 59 s",
        "60, 1 min 00 s",
        "200, 3 min 20 s",
        "7500, 2 h 05 min",
        "90000, 1 d 01 h",
        "-5, 0 s"
    })
    void showsDurationsInTheirTwoLargestUnits(long seconds, String shown) {
        assertThat(formats.duration(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @Test
    void saysHowLongTheRestTakesOnlyWhereThatCanBeSaid() {
        assertThat(formats.timeLeft(1000, 100)).isEqualTo("10 s");
        assertThat(formats.timeLeft(1001, 100)).as("rounded up").isEqualTo("11 s");
        assertThat(formats.timeLeft(1000, 0)).isEqualTo(Formats.NONE);
        assertThat(formats.timeLeft(0, 100)).isEqualTo(Formats.NONE);
        assertThat(formats.rate(0)).isEqualTo(Formats.NONE);
        assertThat(formats.rate(3 << 20)).isEqualTo("3 MiB/s");
    }

    @Test
    void neverSaysHundredPercentBeforeAllIsDone() {
        assertThat(formats.percent(0.9999)).isEqualTo("99\u2009%");
        assertThat(formats.percent(1)).isEqualTo("100\u2009%");
        assertThat(formats.percent(1.5)).isEqualTo("100\u2009%");
    }

    @Test
    void showsTimesInTheOperatorsZone() {
        Formats berlin = new Formats(Locale.UK, java.time.ZoneId.of("Europe/Berlin"));
        Instant time = Instant.parse("2026-11-22T20:15:07Z");
        assertThat(berlin.clock(time)).isEqualTo("21:15:07");
        assertThat(berlin.moment(time)).contains("22 Nov 2026").contains("21:15");
    }

    @Test
    void roundTripsAreMilliseconds() {
        assertThat(formats.roundTrip(Duration.ofMillis(20))).isEqualTo("20 ms");
        assertThat(formats.roundTrip(Duration.ofNanos(440_000))).isEqualTo("0.4 ms");
        assertThat(formats.roundTrip(Duration.ofMillis(3))).isEqualTo("3 ms");
        assertThat(formats.roundTrip(Duration.ofNanos(9_960_000))).isEqualTo("10 ms");
    }
}
