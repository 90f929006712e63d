package io.sendense.ui.inventory;

import io.sendense.ui.shared.Fact;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;
import java.util.List;
import java.util.Optional;

/// What is known of a VM's backups, in words. Immutable.
///
/// @param points newest first
/// @param history its runs, oldest first
/// @param historyWords the sum of it in a sentence
record Backups(
        List<Fact> facts,
        List<PointRow> points,
        List<RunBar> history,
        String historyWords,
        Optional<Long> lastRun) {
    static final Backups NONE = new Backups(List.of(), List.of(), List.of(), "", Optional.empty());

    static Backups of(LastBackup last, Texts texts) {
        List<RunBar> bars = last.bars(texts);
        return new Backups(
                last.facts(texts),
                last.pointRows(texts),
                bars,
                bars.isEmpty() ? "" : words(bars, texts),
                last.lastRun().map(run -> run.id().value()));
    }

    private static String words(List<RunBar> bars, Texts texts) {
        long good = bars.stream().filter(bar -> bar.tone() == Tone.SUCCESS).count();
        return texts.messages().text("details.history.words", bars.size(), good);
    }
}
