package io.sendense.engine;

/// A repository the engine knows. Immutable.
///
/// @param path its folder
/// @param freeBytes usable bytes of the file system it lies on; -1 where it cannot be reached
public record RepositoryView(
        String name, String path, String id, boolean isDefault, long freeBytes) {}
