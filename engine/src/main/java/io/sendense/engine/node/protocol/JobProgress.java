package io.sendense.engine.node.protocol;

import io.sendense.engine.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A job at one moment: the answer to a question for it, and what each event of its stream holds.
/// Immutable.
///
/// @param endedAt absent while it runs
/// @param problem why it failed: the first failure of its disks, or what befell all of them
public record JobProgress(
        NodeJobId jobId,
        JobStatus status,
        Instant startedAt,
        Optional<Instant> endedAt,
        List<DiskProgress> disks,
        Optional<Problem> problem) {
    public JobProgress {
        disks = List.copyOf(disks);
    }
}
