package io.sendense.ui.frame;

/// Where in the window the operator is. Which of these a window has is said by its [Page]s.
public enum Place {
    DASHBOARD,
    INVENTORY,
    /// The table of all jobs.
    JOBS,
    /// One execution of a job.
    JOB_RUN(JOBS),
    /// The table of all runs.
    RUNS,
    /// One run.
    RUN(RUNS),
    /// All restore points.
    POINTS,
    REPOSITORIES,
    /// Engines without a screen, near the ESXi hosts.
    NODES,
    SETTINGS;

    private final Place entry;

    Place() {
        this.entry = this;
    }

    /// A place one gets to from another, which stays selected in the navigation.
    Place(Place entry) {
        this.entry = entry;
    }

    /// The place whose entry in the navigation is selected here; itself where it has its own.
    public Place entry() {
        return entry;
    }

    /// Whether one goes back from here to where one came from.
    public boolean isDetail() {
        return entry != this;
    }
}
