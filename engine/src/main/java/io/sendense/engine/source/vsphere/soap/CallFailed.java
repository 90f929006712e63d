package io.sendense.engine.source.vsphere.soap;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.ExplainedException;
import java.rmi.RemoteException;

/// A call had no answer that could be understood: the connection failed, a limit was reached, or
/// what came was not SOAP. Whether the server carried it out is unknown.
public final class CallFailed extends RemoteException {
    private static final long serialVersionUID = 1L;

    /// What failed.
    public enum Kind {
        /// The server could not be reached, fell silent or said that it is not ready.
        TRANSPORT,
        /// It answered with something that is not what vSphere answers.
        UNREADABLE,
        /// The calling thread was interrupted, and the exchange broken off.
        INTERRUPTED
    }

    private final Kind kind;

    CallFailed(Kind kind, String operation, Exception cause) {
        super(operation + ": " + cause, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /// What brought it about, in one line.
    public String reason() {
        Throwable cause = getCause();
        if (cause == null) {
            return kind.name();
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof HttpStatusException) {
            return message;
        }
        String name = cause.getClass().getSimpleName();
        return cause.getMessage() == null ? name : name + ": " + message;
    }

    /// What brought it about.
    public Throwable why() {
        Throwable cause = getCause();
        return cause == null ? this : cause;
    }

    /// The server answered with an HTTP status that has no SOAP in it.
    public static final class HttpStatusException extends ExplainedException {
        private static final long serialVersionUID = 1L;

        private final int status;

        public HttpStatusException(int status) {
            super(Cause.of(CauseCode.HTTP_STATUS).with("status", Integer.toString(status)));
            this.status = status;
        }

        public int status() {
            return status;
        }
    }
}
