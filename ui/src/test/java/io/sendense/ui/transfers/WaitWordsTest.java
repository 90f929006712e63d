package io.sendense.ui.transfers;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendense.engine.problem.Language;
import io.sendense.engine.run.Waits;
import io.sendense.ui.shared.Messages;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitWordsTest {
    private static final Waits SOURCE =
            new Waits(
                    Duration.ofSeconds(71),
                    Duration.ofSeconds(9),
                    Duration.ofSeconds(12),
                    Duration.ZERO,
                    Duration.ofSeconds(8));

    private final WaitWords words = new WaitWords(Messages.load(Language.ENGLISH));

    @Test
    void sayWhatIsWaitedForAndWhatWas() {
        assertThat(words.sentence(SOURCE, false)).isEqualTo("Waits mostly for the source");
        assertThat(words.sentence(SOURCE, true)).isEqualTo("Waited mostly for the source");
        assertThat(words.shares(SOURCE))
                .isEqualTo(
                        ": 71\u2009% source, 9\u2009% network, 12\u2009% target, 0\u2009% limits");
    }

    @Test
    void sayNothingWhereNobodyHasWaited() {
        assertThat(words.sentence(Waits.NONE, false)).isEmpty();
    }
}
