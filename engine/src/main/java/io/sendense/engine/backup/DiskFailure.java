package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.storage.StorageFault;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveException;
import java.io.IOException;

/// Translates a disk's `IOException` into the problem an operator reads.
final class DiskFailure {
    private DiskFailure() {}

    static EngineException translate(
            VirtualDisk disk, RestorePointDraft draft, IOException failure) {
        boolean reading =
                failure instanceof MoveException move && move.side() == MoveException.Side.SOURCE;
        if (reading) {
            return Problem.of(ProblemCode.DISK_READ_FAILED)
                    .with("label", disk.label())
                    .with("cause", text(failure))
                    .toException(failure);
        }
        if (StorageFault.isFull(failure)) {
            return Problem.of(ProblemCode.REPOSITORY_NO_SPACE)
                    .with("path", draft.folder().toString())
                    .withBytes("needed", BackupTools.CLUSTER_BYTES)
                    .withBytes("free", StorageFault.freeBytes(draft.folder()))
                    .with("label", disk.label())
                    .toException(failure);
        }
        return Problem.of(ProblemCode.DISK_WRITE_FAILED)
                .with("label", disk.label())
                .with("cause", text(failure))
                .toException(failure);
    }

    private static String text(IOException failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
