package io.sendense.engine.catalog;

/// What lies in a repository, as far as the catalog knows. Immutable.
///
/// @param points restore points
/// @param vms VMs they are of
/// @param storedBytes sizes of their layers together
public record RepositoryContent(int points, int vms, long storedBytes) {
    /// Nothing.
    public static final RepositoryContent NONE = new RepositoryContent(0, 0, 0);
}
