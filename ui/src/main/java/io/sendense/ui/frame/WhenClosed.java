package io.sendense.ui.frame;

/// What happens when the operator closes the window while something depends on the console: living
/// runs, or jobs that run by their schedule.
public enum WhenClosed {
    ASK,
    /// The console goes on without its window.
    KEEP_RUNNING,
    /// What runs is stopped safely, and the console ends.
    STOP
}
