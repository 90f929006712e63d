package io.sendense.ui.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    private static final long MIB = 1 << 20;

    @ParameterizedTest
    @CsvSource({
        "389, 4, 100",
        "400, 4, 100",
        "401, 4, 200",
        "7, 4, 2",
        "900, 4, 500",
        "4000, 4, 1024",
        "3, 2, 2",
    })
    void ratesAreRoundInTheUnitTheyAreShownIn(long topMib, int most, long stepMib) {
        assertThat(Ticks.bytes(topMib * MIB, most)).isEqualTo(stepMib * MIB);
    }

    @Test
    void thereIsAStepForEveryRate() {
        assertThat(Ticks.bytes(0, 4)).isEqualTo(1);
        assertThat(Ticks.bytes(Long.MAX_VALUE, 4)).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "3000, 4, 1000",
        "100000, 5, 30000",
        "7200000, 5, 1800000",
        "90000000, 5, 28800000",
        "900000000, 5, 259200000",
    })
    void timesAreRoundSpans(long span, int most, long step) {
        assertThat(Ticks.millis(span, most)).isEqualTo(step);
    }
}
