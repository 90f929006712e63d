package io.sendense.ui.transfers;

import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import io.sendense.ui.shared.Badge;
import io.sendense.ui.shared.Texts;
import io.sendense.ui.shared.Tone;

/// The state of a run in a word.
public final class RunBadges {
    private RunBadges() {}

    /// Its state; one that waits for a retry says so.
    public static Badge of(RunView run, Texts texts) {
        return run.state() == RunState.RUNNING && run.phase() == RunPhase.AWAITING_RETRY
                ? new Badge(texts.messages().text("state.held"), Tone.WARNING)
                : texts.badge(run.state());
    }
}
