package io.sendense.engine;

import io.sendense.engine.repository.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Tells the files of restore points, which nobody changes, from all others. Stateless.
///
/// A layer's manifest holds a digest of its tables, and other layers are backed by it: even giving
/// leaked clusters back would make a sound point a damaged one.
public final class PublishedFiles {
    private PublishedFiles() {}

    /// The repository whose restore points, or drafts of some, a file belongs to; links are
    /// resolved.
    ///
    /// @throws IOException the file cannot be found
    public static Optional<Path> repositoryOf(Path file) throws IOException {
        Path inside = file.toRealPath();
        Path folder = inside.getParent();
        while (folder != null) {
            if (Repository.isIn(folder) && inside.startsWith(folder.resolve("vms"))) {
                return Optional.of(folder);
            }
            folder = folder.getParent();
        }
        return Optional.empty();
    }
}
