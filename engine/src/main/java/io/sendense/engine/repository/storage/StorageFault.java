package io.sendense.engine.repository.storage;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What an `IOException` of the repository's file system is reported as. Stateless.
///
/// The JDK has no exception type for a full file system; its message is the operating system's own
/// text, so the known texts are looked for.
public final class StorageFault {
    private static final List<String> FULL_TEXTS =
            List.of(
                    "no space left on device",
                    "disk quota exceeded",
                    "not enough space on the disk",
                    "disk is full");

    private StorageFault() {}

    /// The problem of a failed write.
    ///
    /// @param root folder of the repository
    /// @param neededBytes what the failed step was about to write
    public static Problem ofWrite(Path root, long neededBytes, IOException failure) {
        return isFull(failure)
                ? Problem.of(ProblemCode.REPOSITORY_NO_SPACE)
                        .with("path", root.toString())
                        .withBytes("needed", neededBytes)
                        .withBytes("free", freeBytes(root))
                : Problem.of(ProblemCode.REPOSITORY_WRITE_FAILED)
                        .with("path", root.toString())
                        .with("cause", text(failure));
    }

    /// The problem of a failed read of something that is not one point's own.
    public static Problem ofRead(Path root, IOException failure) {
        return Problem.of(ProblemCode.REPOSITORY_UNREADABLE)
                .with("path", root.toString())
                .with("cause", text(failure));
    }

    /// Whether the file system, or the user's share of it, is full.
    public static boolean isFull(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage();
            if (message != null) {
                String text = message.toLowerCase(Locale.ROOT);
                if (FULL_TEXTS.stream().anyMatch(text::contains)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Usable bytes of the file system that holds `path`; -1 where that cannot be asked.
    public static long freeBytes(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException _) {
            return -1;
        }
    }

    /// A technical sentence for an exception whose message may be only a path, or nothing.
    public static String text(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return switch (failure) {
            case NoSuchFileException _ -> message + " is missing";
            case FileAlreadyExistsException _ -> message + " exists already";
            case AccessDeniedException _ -> "access to " + message + " is denied";
            case ClosedByInterruptException _ -> "interrupted";
            default -> message == null ? failure.getClass().getSimpleName() : message;
        };
    }
}
