package io.sendense.ui.frame;

/// Where in the window the operator is.
public enum Place {
    INVENTORY,
    /// The table of all runs.
    RUNS,
    /// One run; belongs to [#RUNS] in the navigation.
    RUN
}
