package io.sendense.app.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.run.Waits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitTextTest {
    @Test
    void saysWhatIsWaitedForAndTheSharesOfAllTime() {
        Waits waits =
                new Waits(
                        Duration.ofSeconds(71),
                        Duration.ofSeconds(9),
                        Duration.ofSeconds(12),
                        Duration.ZERO,
                        Duration.ofSeconds(8));
        assertThat(WaitText.line(waits))
                .isEqualTo(
                        "Waits mostly for the source: 71 % source, 9 % network, 12 % target, 0 % limits.");
        assertThat(WaitText.line(Waits.NONE)).startsWith("Waits for nothing in particular: 0 %");
    }
}
