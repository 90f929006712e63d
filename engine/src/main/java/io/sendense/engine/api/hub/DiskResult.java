package io.sendense.engine.api.hub;

import io.sendense.engine.api.rest.Means;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.DiskState;
import io.sendense.engine.run.DiskView;
import io.sendense.engine.run.ReadMode;
import java.util.Optional;

/// One disk of a run at one moment. Immutable.
public record DiskResult(
        int key,
        String label,
        long capacityBytes,
        DiskState state,
        @Means("Bytes to account for; 0 until the plan is made") long plannedBytes,
        @Means("Of the planned ones: written, zero and equal together") long doneBytes,
        long writtenBytes,
        long zeroedBytes,
        long equalBytes,
        long bytesPerSecond,
        Optional<ReadMode> mode,
        @Means("Why the disk is read as a whole") Optional<String> fullReason,
        @Means("NBD URI of what it is written to, once that is ready") Optional<String> target,
        @Means("How its bytes are read") Optional<String> transport,
        Optional<Problem> problem) {
    static DiskResult of(DiskView disk) {
        return new DiskResult(
                disk.key(),
                disk.label(),
                disk.capacityBytes(),
                disk.state(),
                disk.plannedBytes(),
                disk.doneBytes(),
                disk.writtenBytes(),
                disk.zeroedBytes(),
                disk.equalBytes(),
                disk.bytesPerSecond(),
                disk.mode(),
                disk.fullReason(),
                disk.export(),
                disk.transport(),
                disk.problem());
    }
}
