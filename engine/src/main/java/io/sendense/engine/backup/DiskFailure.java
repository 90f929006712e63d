package io.sendense.engine.backup;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Causes;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.storage.StorageFault;
import io.sendense.engine.source.inventory.VirtualDisk;
import io.sendense.engine.transfer.MoveException;
import io.sendense.engine.wire.qemu.QemuNbdException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.util.Optional;

/// Translates a disk's `IOException` into the problem an operator reads.
public final class DiskFailure {
    private DiskFailure() {}

    /// Whether a failure is how an interrupt of this thread came to light: calls that cannot throw
    /// an `InterruptedException` throw something else. Clears the interrupt.
    public static boolean isCancellation(Exception failure) {
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

    static EngineException translate(
            VirtualDisk disk, RestorePointDraft draft, IOException failure) {
        Optional<QemuNbdException> server = QemuFailure.in(failure);
        if (server.isPresent()) {
            return QemuFailure.ended(disk.label(), server.get(), failure);
        }
        boolean reading =
                failure instanceof MoveException move && move.side() == MoveException.Side.SOURCE;
        if (reading) {
            Optional<EngineException> said = ofServer(failure);
            if (said.isPresent()) {
                return said.get();
            }
            return Problem.of(ProblemCode.DISK_READ_FAILED)
                    .with("label", disk.label())
                    .because(why(failure))
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
                .because(why(failure))
                .toException(failure);
    }

    /// What a source says of its server as the cause of a read that failed, where it is not merely
    /// that it cannot be reached.
    private static Optional<EngineException> ofServer(IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof EngineException said && isFinal(said.problem().code())) {
                return Optional.of(said);
            }
        }
        return Optional.empty();
    }

    /// Whether asking the server again is pointless until an operator has decided.
    static boolean isFinal(ProblemCode code) {
        return switch (code) {
            case VCENTER_CERTIFICATE_MISMATCH,
                    VCENTER_CERTIFICATE_UNTRUSTED,
                    VCENTER_LOGIN_REFUSED ->
                    true;
            default -> false;
        };
    }

    /// Whether a disk that failed so may be complete when it is read again from the same snapshot:
    /// the problem says so itself, or it is the repository's, which an operator can mend meanwhile.
    static boolean mayBeRetried(ProblemCode code) {
        return switch (code.remedy()) {
            case RETRY -> true;
            case ASK_OPERATOR ->
                    code == ProblemCode.REPOSITORY_NO_SPACE
                            || code == ProblemCode.REPOSITORY_WRITE_FAILED;
            case DATA_DAMAGED, REPORT_BUG -> false;
        };
    }

    /// What a source says of where it read stands in its own cause; where a write failed is said
    /// here.
    public static Cause why(IOException failure) {
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

    /// Why a problem came about, to be told in a sentence of its own: its cause, or itself.
    static Argument reason(Problem problem) {
        Argument cause = problem.arguments().get("cause");
        return cause == null ? new Argument.Nested(problem) : cause;
    }
}
