package io.sendense.engine.api.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void escapesWhatLabelsAndHelpMayNotHold() {
        MetricsText text = new MetricsText();
        text.family("a_bytes", "gauge", "One\nline \\ here")
                .sample(12, "vm", "a\"b\\c\nd", "kind", "x")
                .sample(1_000_000_000_000L);
        text.family("b_seconds", "summary", "B")
                .sampleOf("_sum", new BigDecimal("0.25"))
                .sampleOf("_count", BigDecimal.valueOf(3));
        assertThat(text)
                .hasToString(
                        """
                        # HELP a_bytes One\\nline \\\\ here
                        # TYPE a_bytes gauge
                        a_bytes{vm="a\\"b\\\\c\\nd",kind="x"} 12
                        a_bytes 1000000000000
                        # HELP b_seconds B
                        # TYPE b_seconds summary
                        b_seconds_sum 0.25
                        b_seconds_count 3
                        """);
    }
}
