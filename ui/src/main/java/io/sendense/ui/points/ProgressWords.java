package io.sendense.ui.points;

import io.sendense.ui.bridge.WatchedCall;
import io.sendense.ui.shared.Formats;
import io.sendense.ui.shared.Texts;

/// How far a call that moves bytes is, in words. Stateless.
final class ProgressWords {
    private ProgressWords() {}

    /// @param step with a total
    static String of(WatchedCall.Step step, Texts texts) {
        Formats formats = texts.formats();
        String percent = formats.percent(step.fraction());
        String done = formats.bytes(step.done());
        String total = formats.bytes(step.total());
        return step.perSecond() <= 0
                ? texts.messages().text("points.progress.begins", percent, done, total)
                : texts.messages()
                        .text(
                                "points.progress",
                                percent,
                                done,
                                total,
                                formats.rate(step.perSecond()));
    }
}
