package io.sendense.engine.wire.qemu;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A `qemu-nbd` that did not do what it must.
public final class QemuNbdException extends IOException {
    private static final long serialVersionUID = 1L;

    /// What went wrong.
    public enum Reason {
        /// The program cannot be executed.
        NOT_EXECUTABLE,
        /// What was executed says that it is something else.
        NOT_QEMU_NBD,
        /// It ended before it served.
        NOT_STARTED,
        /// It lives, but did not answer a handshake in time.
        NOT_READY,
        /// It serves a disk of another size.
        WRONG_SIZE,
        /// It ended although nobody asked it to.
        ENDED,
        /// It was asked to end and did not do so in time, or did not report success.
        NOT_CLEAN
    }

    private final Reason reason;
    private final transient @Nullable ExitStatus exit;
    private final String printed;

    QemuNbdException(
            Reason reason,
            String what,
            @Nullable ExitStatus exit,
            String printed,
            @Nullable Throwable cause) {
        super(message(what, exit, printed), cause);
        this.reason = reason;
        this.exit = exit;
        this.printed = printed;
    }

    private static String message(String what, @Nullable ExitStatus exit, String printed) {
        return what
                + (exit == null ? "" : " (" + exit + ")")
                + (printed.isEmpty() ? "" : ": " + printed);
    }

    public Reason reason() {
        return reason;
    }

    /// How the process ended; empty where it lived, or was never there.
    public Optional<ExitStatus> exit() {
        return Optional.ofNullable(exit);
    }

    /// The end of what it printed as errors; may be empty.
    public String printed() {
        return printed;
    }
}
