package io.sendense.engine.api.hub;

import io.sendense.engine.api.rest.Means;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.RunPhase;
import io.sendense.engine.run.RunState;
import io.sendense.engine.run.RunView;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run at one moment. Immutable.
public record Backup(
        long id,
        String vcenter,
        String vm,
        @Means("Instance UUID of the VM") String vmUuid,
        String repository,
        @Means("COMPLETED and COMPLETED_WITH_WARNING only if there is a restore point")
                RunState state,
        RunPhase phase,
        Instant started,
        Optional<Instant> ended,
        long plannedBytes,
        long doneBytes,
        @Means("Of all disks together") long bytesPerSecond,
        List<DiskResult> diskResults,
        @Means("Id of the restore point") Optional<String> point,
        @Means("Why it failed") Optional<Problem> problem,
        List<Problem> warnings) {
    static Backup of(RunView run) {
        return new Backup(
                run.id().value(),
                run.vcenter(),
                run.vmName(),
                run.vmUuid(),
                run.repository(),
                run.state(),
                run.phase(),
                run.started(),
                run.ended(),
                run.plannedBytes(),
                run.doneBytes(),
                run.disks().stream().mapToLong(disk -> disk.bytesPerSecond()).sum(),
                run.disks().stream().map(DiskResult::of).toList(),
                run.point(),
                run.problem(),
                run.warnings());
    }

    /// The newest first.
    public record Listed(List<Backup> backups) {}
}
