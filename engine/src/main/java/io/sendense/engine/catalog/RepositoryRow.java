package io.sendense.engine.catalog;

import io.sendense.engine.run.TargetServer;
import java.nio.file.Path;
import java.time.Instant;

/// A repository the engine knows. Immutable.
///
/// @param name unique
/// @param path its folder, absolute; unique
/// @param uuid the id its `repository.json` holds; unique
/// @param isDefault whether a backup goes there when none is named; one at most is
/// @param added kept to the microsecond
/// @param target what writes its layers
public record RepositoryRow(
        String name,
        Path path,
        String uuid,
        boolean isDefault,
        Instant added,
        TargetServer target) {
    public RepositoryRow {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a repository's name cannot be blank");
        }
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("repository path '" + path + "' is not absolute");
        }
        added = Values.stored(added);
    }

    /// One whose layers this engine writes.
    public RepositoryRow(String name, Path path, String uuid, boolean isDefault, Instant added) {
        this(name, path, uuid, isDefault, added, TargetServer.EMBEDDED);
    }
}
