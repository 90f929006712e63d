package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Texts;
import java.time.Instant;
import java.util.List;

/// What the first page shows of a state, all of it of one moment. Made off the FX thread: it looks
/// at every VM, and at two weeks of runs. Immutable.
record Picture(
        Protection protection,
        DayResults results,
        ResultGrid grid,
        List<Need> needs,
        List<SpaceLine> space) {

    static Picture of(DashboardState state, Instant now, Texts texts) {
        Protection protection = Protection.of(state.vcenters(), state.points(), now);
        return new Picture(
                protection,
                DayResults.of(state.runs(), state.executions(), now),
                ResultGrid.of(state.jobs(), state.executions(), now, texts),
                Needs.of(state, protection, now, texts),
                state.space());
    }
}
