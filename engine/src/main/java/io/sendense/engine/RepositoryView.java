package io.sendense.engine;

import io.sendense.engine.problem.Problem;
import io.sendense.engine.run.TargetServer;
import java.util.Optional;

/// A repository the engine knows. Immutable.
///
/// @param path its folder
/// @param freeBytes usable bytes of the file system it lies on; -1 where it cannot be reached
/// @param totalBytes size of that file system; -1 where it cannot be reached
/// @param points restore points in it, as far as the catalog knows
/// @param vms VMs these are of
/// @param storedBytes sizes of their layers together
/// @param target what writes its layers
/// @param problem why it cannot be used, or not for backups (`REPOSITORY-READ-ONLY`)
public record RepositoryView(
        String name,
        String path,
        String id,
        boolean isDefault,
        long freeBytes,
        long totalBytes,
        int points,
        int vms,
        long storedBytes,
        TargetServer target,
        Optional<Problem> problem) {
    /// Whether its restore points can be read.
    public boolean reachable() {
        return freeBytes >= 0;
    }

    /// One whose layers this engine writes.
    public RepositoryView(
            String name,
            String path,
            String id,
            boolean isDefault,
            long freeBytes,
            long totalBytes,
            int points,
            int vms,
            long storedBytes,
            Optional<Problem> problem) {
        this(
                name,
                path,
                id,
                isDefault,
                freeBytes,
                totalBytes,
                points,
                vms,
                storedBytes,
                TargetServer.EMBEDDED,
                problem);
    }

    public RepositoryView withTarget(TargetServer server) {
        return new RepositoryView(
                name,
                path,
                id,
                isDefault,
                freeBytes,
                totalBytes,
                points,
                vms,
                storedBytes,
                server,
                problem);
    }
}
