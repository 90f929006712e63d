package io.sendense.ui.dashboard;

import io.sendense.engine.RepositoryView;
import io.sendense.engine.job.JobRunView;
import io.sendense.engine.job.JobView;
import io.sendense.engine.run.RunView;
import io.sendense.ui.bridge.VCenterState;
import java.util.List;

/// All that the dashboard looks at. Immutable.
///
/// @param executions newest first
/// @param runs newest first
/// @param space of the same repositories, what needs a person first
record DashboardState(
        List<VCenterState> vcenters,
        List<JobView> jobs,
        List<JobRunView> executions,
        List<RunView> runs,
        NewestPoints points,
        List<RepositoryView> repositories,
        List<SpaceLine> space) {
    DashboardState {
        vcenters = List.copyOf(vcenters);
        jobs = List.copyOf(jobs);
        executions = List.copyOf(executions);
        runs = List.copyOf(runs);
        repositories = List.copyOf(repositories);
        space = List.copyOf(space);
    }
}
