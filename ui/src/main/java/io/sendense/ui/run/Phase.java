package io.sendense.ui.run;

/// One step of a run, as its line of steps shows it. Immutable.
record Phase(String name, Progress progress) {
    enum Progress {
        AHEAD,
        NOW,
        /// Where the run waits for the operator.
        HELD,
        PAST,
        /// Where the run broke.
        FAILED,
        /// Where the operator stopped it.
        STOPPED
    }
}
