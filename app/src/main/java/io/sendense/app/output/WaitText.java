package io.sendense.app.output;

import io.sendense.engine.run.Bottleneck;
import io.sendense.engine.run.Waits;
import java.time.Duration;
import java.util.Locale;

/// What a run waits for, in one line. Stateless.
public final class WaitText {
    private WaitText() {}

    /// `Waits mostly for the source: 71 % source, 9 % network, 12 % target, 0 % limits.`
    public static String line(Waits waits) {
        String most =
                switch (Bottleneck.of(waits)) {
                    case SOURCE -> "Waits mostly for the source";
                    case NETWORK -> "Waits mostly for the network";
                    case TARGET -> "Waits mostly for the target";
                    case LIMIT -> "Waits mostly for its limits";
                    case NONE -> "Waits for nothing in particular";
                };
        return "%s: %s source, %s network, %s target, %s limits."
                .formatted(
                        most,
                        percent(waits, waits.source()),
                        percent(waits, waits.network()),
                        percent(waits, waits.target()),
                        percent(waits, waits.limit()));
    }

    private static String percent(Waits waits, Duration one) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * waits.share(one));
    }
}
