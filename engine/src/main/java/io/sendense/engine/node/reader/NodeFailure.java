package io.sendense.engine.node.reader;

import io.sendense.engine.backup.DiskFailure;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.MoveException;
import java.io.IOException;

/// Translates what befell a disk's move into the problem that a console is told.
final class NodeFailure {
    private NodeFailure() {}

    /// The problem that a failure carries, or the one that its side of the move makes of it.
    ///
    /// @param label what the disk is called
    static EngineException translate(String label, IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException said && !isUnreachable(said)) {
                return said;
            }
        }
        boolean reading =
                failure instanceof MoveException move && move.side() == MoveException.Side.SOURCE;
        return Problem.of(reading ? ProblemCode.DISK_READ_FAILED : ProblemCode.DISK_WRITE_FAILED)
                .with("label", label)
                .because(DiskFailure.why(failure))
                .toException(failure);
    }

    /// That the server is away says less than where reading ended for it.
    private static boolean isUnreachable(EngineException said) {
        return said.problem().code() == ProblemCode.VCENTER_UNREACHABLE;
    }
}
