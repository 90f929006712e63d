package io.sendense.engine;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.storage.StorageFault;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Whether a repository can be used, and how full it is. Immutable.
///
/// @param freeBytes usable bytes of its file system; -1 where it cannot be reached
/// @param totalBytes size of that file system; -1 where it cannot be reached
record RepositoryCondition(long freeBytes, long totalBytes, Optional<Problem> problem) {
    private static final String VMS = "vms";

    /// Opens a repository.
    interface Opening {
        Repository open() throws EngineException;
    }

    /// Looks at it now; writes nothing.
    ///
    /// @param path its folder, for messages
    static RepositoryCondition of(Path path, Opening opening) {
        try {
            Repository repository = opening.open();
            repository.requirePresent();
            FileStore store = Files.getFileStore(repository.root());
            return new RepositoryCondition(
                    store.getUsableSpace(),
                    store.getTotalSpace(),
                    readOnly(repository.root(), store));
        } catch (EngineException e) {
            return new RepositoryCondition(-1, -1, Optional.of(e.problem()));
        } catch (IOException e) {
            return new RepositoryCondition(-1, -1, Optional.of(StorageFault.ofRead(path, e)));
        }
    }

    private static Optional<Problem> readOnly(Path root, FileStore store) {
        Path folder = Files.exists(root.resolve(VMS)) ? root.resolve(VMS) : root;
        if (!store.isReadOnly() && Files.isWritable(folder)) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.of(ProblemCode.REPOSITORY_READ_ONLY)
                        .with("path", root.toString())
                        .with("folder", folder.toString())
                        .because(
                                Cause.of(
                                        store.isReadOnly()
                                                ? CauseCode.MOUNTED_READ_ONLY
                                                : CauseCode.PERMISSIONS_FORBID)));
    }
}
