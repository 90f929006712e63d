package io.sendense.engine.backup;

import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.nbd.NbdSizeMismatchException;
import io.sendense.engine.wire.qemu.ExitStatus;
import io.sendense.engine.wire.qemu.QemuNbdException;
import java.nio.file.Path;
import java.util.Optional;

/// Translates what a `qemu-nbd` did not do into what an operator reads. Stateless.
final class QemuFailure {
    private QemuFailure() {}

    /// The end of a child that is behind a failure.
    static Optional<QemuNbdException> in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof QemuNbdException said) {
                return Optional.of(said);
            }
        }
        return Optional.empty();
    }

    static EngineException ended(String label, QemuNbdException failure, Exception whole) {
        return Problem.of(ProblemCode.QEMU_NBD_ENDED)
                .with("label", label)
                .because(cause(failure, Path.of("qemu-nbd")))
                .toException(whole);
    }

    static EngineException notStarted(
            String label, long capacityBytes, Path file, QemuNbdException failure) {
        if (failure.getCause() instanceof NbdSizeMismatchException mismatch) {
            return Problem.of(ProblemCode.NBD_SIZE_MISMATCH)
                    .with("label", label)
                    .with("export", file.toString())
                    .withBytes("expected", capacityBytes)
                    .withBytes("found", mismatch.actualBytes())
                    .toException(failure);
        }
        return Problem.of(ProblemCode.NBD_TARGET_NOT_READY)
                .with("label", label)
                .with("export", file.toString())
                .because(cause(failure, Path.of("qemu-nbd")))
                .toException(failure);
    }

    /// Why, with what the program printed.
    static Cause cause(QemuNbdException failure, Path program) {
        Cause known =
                switch (failure.reason()) {
                    case NOT_EXECUTABLE ->
                            Cause.of(CauseCode.PROGRAM_NOT_EXECUTABLE)
                                    .with("path", program.toString());
                    case NOT_QEMU_NBD ->
                            Cause.of(CauseCode.PROGRAM_IS_ANOTHER).with("path", program.toString());
                    case NOT_READY, WRONG_SIZE -> Cause.of(CauseCode.PROGRAM_NOT_SERVING);
                    case NOT_CLEAN -> notClean(failure);
                    case NOT_STARTED, ENDED -> ofExit(failure);
                };
        if (failure.printed().isEmpty()) {
            return known;
        }
        return Cause.of(CauseCode.KNOWN_WITH_DETAIL)
                .with("cause", new Argument.Because(known))
                .with("detail", failure.printed());
    }

    private static Cause notClean(QemuNbdException failure) {
        boolean killed = failure.exit().flatMap(ExitStatus::signal).isPresent();
        return killed ? Cause.of(CauseCode.PROGRAM_NOT_ENDING) : ofExit(failure);
    }

    private static Cause ofExit(QemuNbdException failure) {
        ExitStatus exit = failure.exit().orElse(new ExitStatus(0));
        return exit.signal()
                .map(signal ->
                        Cause.of(CauseCode.PROGRAM_KILLED).with("signal", Integer.toString(signal)))
                .orElseGet(() ->
                        Cause.of(CauseCode.PROGRAM_EXITED)
                                .with("code", Integer.toString(exit.value())));
    }
}
