package io.sendense.ui.frame;

/// Takes the operator from one feature to another, so that features need not know each other. FX
/// thread only.
public interface Navigator {
    /// Shows a page as it was left.
    ///
    /// @throws IllegalArgumentException this window has no such page
    void open(Place place);

    /// Whether this window has a page: what leads to one it has not is not shown.
    default boolean has(Place place) {
        return false;
    }

    /// Shows one run, living or ended.
    void openRun(long run);

    /// Shows the table of runs.
    default void openRuns() {
        open(Place.RUNS);
    }

    /// Shows one job; the page of jobs says how.
    default void openJob(long job) {
        open(Place.JOBS);
    }

    /// Shows one execution of a job, living or ended.
    default void openJobRun(long execution) {
        open(Place.JOBS);
    }

    /// Shows the restore points of one VM; their page says how.
    ///
    /// @param vmUuid its instance UUID
    default void openPoints(String vmUuid) {
        open(Place.POINTS);
    }
}
