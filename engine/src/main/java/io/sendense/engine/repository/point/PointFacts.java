package io.sendense.engine.repository.point;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.ProgramVersion;
import java.util.List;

/// What a run knows of its point when all disks are stored. Immutable.
///
/// @param run number of the run in its catalog
/// @param problems what went wrong without making the point unusable
/// @param excluded disks of the VM that are not in the point
/// @param olderSnapshots ids of the VM's snapshots that were there when the run took its own
public record PointFacts(
        ConsistencyLevel consistency,
        long run,
        ProgramVersion program,
        List<Problem> problems,
        List<ExcludedDisk> excluded,
        List<String> olderSnapshots) {
    public PointFacts {
        problems = List.copyOf(problems);
        excluded = List.copyOf(excluded);
        olderSnapshots = List.copyOf(olderSnapshots);
    }
}
