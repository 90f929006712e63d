package io.sendense.engine.problem;

import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Says what an exception means. Stateless.
///
/// Exceptions that are [Explained] say it themselves, those of Java are known here, and of all
/// others the message is passed on as a technical detail, with what is known of what caused them.
public final class Causes {
    private static final int DEEPEST = 16;

    private Causes() {}

    /// A problem for an [EngineException], a cause for all others. Never fails.
    public static Argument of(Throwable failure) {
        return failure instanceof EngineException said
                ? new Argument.Nested(said.problem())
                : new Argument.Because(cause(failure));
    }

    /// The same as a cause: a problem becomes what it was brought about by.
    public static Cause cause(Throwable failure) {
        if (failure instanceof EngineException said) {
            return Cause.of(CauseCode.PROBLEM).with("problem", of(said));
        }

        Optional<Cause> known = known(failure);
        if (known.isPresent()) {
            return known.get();
        }
        String detail = detail(failure);
        Throwable next = failure.getCause();
        for (int depth = 0; next != null && depth < DEEPEST; depth++, next = next.getCause()) {
            if (next instanceof EngineException said) {
                return detailed(new Argument.Nested(said.problem()), detail);
            }
            Optional<Cause> below = known(next);
            if (below.isPresent()) {
                if (repeats(detail, next)) {
                    return below.get();
                }
                return detailed(new Argument.Because(below.get()), detail);
            }
        }
        return technical(detail);
    }

    /// An exception that only passes on another has its message, or its name and message.
    private static boolean repeats(String detail, Throwable below) {
        return detail.equals(below.getMessage()) || detail.equals(below.toString());
    }

    private static Cause detailed(Argument cause, String detail) {
        return Cause.of(CauseCode.KNOWN_WITH_DETAIL).with("cause", cause).with("detail", detail);
    }

    /// A technical detail in English, for which there is no sentence.
    public static Cause technical(String detail) {
        return Cause.of(CauseCode.TECHNICAL).with("detail", detail);
    }

    private static String detail(Throwable failure) {
        String message = failure.getMessage();
        String name = failure.getClass().getSimpleName();
        if (message == null || message.isBlank()) {
            return name;
        }
        // a bug's type says more than its message
        return failure instanceof RuntimeException ? name + ": " + message : message;
    }

    private static Optional<Cause> known(Throwable failure) {
        return switch (failure) {
            case Explained explained -> Optional.of(explained.explanation());
            case FileSystemException file -> Optional.of(ofFile(file));
            case UnknownHostException unknown ->
                    Optional.of(
                            Cause.of(CauseCode.HOST_UNKNOWN)
                                    .with("host", host(unknown.getMessage())));
            case HttpConnectTimeoutException _ -> code(CauseCode.CONNECTION_TIMED_OUT);
            case HttpTimeoutException _ -> code(CauseCode.ANSWER_TIMED_OUT);
            case NoRouteToHostException _ -> code(CauseCode.HOST_UNREACHABLE);
            case SocketTimeoutException timeout ->
                    Optional.of(Cause.of(worded(timeout, CauseCode.ANSWER_TIMED_OUT)));
            case ConnectException refused -> Optional.of(ofConnecting(refused));
            case ClosedByInterruptException _ -> code(CauseCode.INTERRUPTED);
            case ClosedChannelException _ -> code(CauseCode.CONNECTION_CLOSED);
            case InterruptedException _ -> code(CauseCode.INTERRUPTED);
            case InterruptedIOException _ -> code(CauseCode.INTERRUPTED);
            case EOFException end when end.getMessage() == null -> code(CauseCode.FILE_ENDS_EARLY);
            default -> TlsWords.meaning(failure).or(() -> ofMessage(failure.getMessage()));
        };
    }

    private static Optional<Cause> code(CauseCode code) {
        return Optional.of(Cause.of(code));
    }

    private static String host(@Nullable String message) {
        // "name: Name or service not known"
        return message == null ? "?" : message.replaceAll(":? .*$", "");
    }

    private static CauseCode worded(Exception failure, CauseCode otherwise) {
        return Optional.ofNullable(failure.getMessage())
                .flatMap(SystemWords::meaning)
                .orElse(otherwise);
    }

    /// Java's HTTP client says nothing itself; what it met is its cause.
    private static Cause ofConnecting(ConnectException failure) {
        for (Throwable next = failure.getCause(); next != null; next = next.getCause()) {
            if (next instanceof UnresolvedAddressException) {
                return Cause.of(CauseCode.NAME_UNKNOWN);
            }
        }
        return Cause.of(worded(failure, CauseCode.CONNECTION_REFUSED));
    }

    private static Optional<Cause> ofMessage(@Nullable String message) {
        // only where the system's words are all of it: others say more
        return message == null || message.length() > 100
                ? Optional.empty()
                : SystemWords.meaning(message)
                        .map(Cause::of)
                        .map(cause ->
                                message.contains(":")
                                        ? detailed(new Argument.Because(cause), message)
                                        : cause);
    }

    private static Cause ofFile(FileSystemException failure) {
        String path = failure.getFile() == null ? "?" : failure.getFile();
        String reason = failure.getReason() == null ? "" : failure.getReason();
        return switch (failure) {
            case NoSuchFileException _ -> Cause.of(CauseCode.FILE_MISSING).with("path", path);
            case FileAlreadyExistsException _ -> Cause.of(CauseCode.FILE_EXISTS).with("path", path);
            case AccessDeniedException _ -> Cause.of(CauseCode.ACCESS_DENIED).with("path", path);
            case DirectoryNotEmptyException _ ->
                    Cause.of(CauseCode.FOLDER_NOT_EMPTY).with("path", path);
            case NotDirectoryException _ -> Cause.of(CauseCode.NOT_A_FOLDER).with("path", path);
            default ->
                    SystemWords.meaning(reason)
                            .map(code ->
                                    Cause.of(CauseCode.AT)
                                            .with("place", path)
                                            .because(Cause.of(code)))
                            .orElseGet(() -> unknown(path, reason, failure));
        };
    }

    private static Cause unknown(String path, String reason, FileSystemException failure) {
        return Cause.of(CauseCode.SYSTEM_SAYS)
                .with("path", path)
                .with("detail", reason.isEmpty() ? failure.getClass().getSimpleName() : reason);
    }
}
