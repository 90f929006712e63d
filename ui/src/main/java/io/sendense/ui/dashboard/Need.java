package io.sendense.ui.dashboard;

import io.sendense.ui.shared.Tone;

/// Something that needs a person. Immutable.
///
/// @param goal where the operator sees more of it
/// @param number of the run or execution; 0 where the goal has none
record Need(Tone tone, String title, String detail, Goal goal, long number) {
    /// Where it leads.
    enum Goal {
        RUN,
        JOB_RUN,
        JOBS,
        INVENTORY,
        UNPROTECTED,
        REPOSITORIES
    }
}
