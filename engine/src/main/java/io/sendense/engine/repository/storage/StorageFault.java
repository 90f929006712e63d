package io.sendense.engine.repository.storage;

import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.problem.SystemWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// What an `IOException` of the repository's file system is reported as. Stateless.
///
/// The JDK has no exception type for a full file system; its message is the operating system's own
/// text, in its language: see [SystemWords].
public final class StorageFault {
    private static final Set<CauseCode> FULL =
            EnumSet.of(CauseCode.NO_SPACE, CauseCode.QUOTA_USED_UP);

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
                        .because(failure);
    }

    /// The problem of a failed read of something that is not one point's own.
    public static Problem ofRead(Path root, IOException failure) {
        return Problem.of(ProblemCode.REPOSITORY_UNREADABLE)
                .with("path", root.toString())
                .because(failure);
    }

    /// Whether the file system, or the user's share of it, is full.
    public static boolean isFull(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            String message = at.getMessage();
            if (message != null
                    && SystemWords.meaning(message).filter(FULL::contains).isPresent()) {
                return true;
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
}
