package io.sendense.engine.catalog;

import java.time.Instant;

/// How full a repository was at one moment. Immutable.
///
/// @param at kept to the microsecond
/// @param freeBytes usable bytes of the file system it lies on
/// @param totalBytes size of that file system
/// @param storedBytes of its layers
public record RepositoryFillRow(Instant at, long freeBytes, long totalBytes, long storedBytes) {
    public RepositoryFillRow {
        at = Values.stored(at);
    }
}
