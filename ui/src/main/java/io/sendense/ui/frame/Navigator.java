package io.sendense.ui.frame;

/// Takes the operator from one feature to another, so that features need not know each other. FX
/// thread only.
public interface Navigator {
    /// Shows one run, living or ended.
    void openRun(long run);

    /// Shows the table of runs.
    void openRuns();
}
