package io.sendense.ui.frame;

/// What happens to living runs when the operator closes the window.
public enum WhenClosed {
    ASK,
    /// The console goes on without its window.
    KEEP_RUNNING,
    /// They are stopped safely, and the console ends.
    STOP
}
