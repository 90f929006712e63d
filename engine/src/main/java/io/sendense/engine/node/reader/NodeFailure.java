package io.sendense.engine.node.reader;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.transfer.MoveException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/// Translates what befell a disk's move into the problem that a console is told.
final class NodeFailure {
    private NodeFailure() {}

    /// Whether a failure is how an interrupt of this thread came to light: calls that cannot throw
    /// an `InterruptedException` throw something else. Clears the interrupt.
    static boolean isCancellation(Exception failure) {
        if (Thread.interrupted()) {
            return true;
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            boolean timeout = cause instanceof SocketTimeoutException;
            if (cause instanceof InterruptedException
                    || cause instanceof ClosedByInterruptException
                    || (cause instanceof InterruptedIOException && !timeout)) {
                return true;
            }
        }
        return false;
    }

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
                .because(why(failure))
                .toException(failure);
    }

    /// That the server is away says less than where reading ended for it.
    private static boolean isUnreachable(EngineException said) {
        return said.problem().code() == ProblemCode.VCENTER_UNREACHABLE;
    }

    private static Cause why(IOException failure) {
        if (failure instanceof MoveException move && move.getCause() != null) {
            Cause below = Causes.cause(move.getCause());
            return move.side() == MoveException.Side.SOURCE
                    ? below
                    : Cause.of(CauseCode.WRITING_AT)
                            .withCount("offset", move.piece().offset())
                            .withBytes("length", move.piece().length())
                            .withCount("attempts", move.attempts())
                            .because(below);
        }
        return Causes.cause(failure);
    }
}
