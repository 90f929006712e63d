package io.sendense.ui.transfers;

import io.sendense.engine.run.Bottleneck;
import io.sendense.engine.run.Waits;
import io.sendense.ui.shared.Messages;
import java.time.Duration;

/// Puts what a run waits for into words. Immutable.
///
/// @param messages the words
public record WaitWords(Messages messages) {
    /// One sentence; empty where nobody has waited yet.
    public String sentence(Waits waits, boolean ended) {
        if (waits.total().isZero()) {
            return "";
        }
        return switch (Bottleneck.of(waits)) {
            case SOURCE ->
                    ended ? messages.text("run.waited.source") : messages.text("run.waits.source");
            case NETWORK ->
                    ended
                            ? messages.text("run.waited.network")
                            : messages.text("run.waits.network");
            case TARGET ->
                    ended ? messages.text("run.waited.target") : messages.text("run.waits.target");
            case LIMIT ->
                    ended ? messages.text("run.waited.limit") : messages.text("run.waits.limit");
            case NONE -> ended ? messages.text("run.waited.none") : messages.text("run.waits.none");
        };
    }

    /// The shares of all time, in percent.
    public String shares(Waits waits) {
        return messages.text(
                "run.waits.shares",
                percent(waits, waits.source()),
                percent(waits, waits.network()),
                percent(waits, waits.target()),
                percent(waits, waits.limit()));
    }

    private static String percent(Waits waits, Duration one) {
        return Math.round(100 * waits.share(one)) + "\u2009%";
    }
}
