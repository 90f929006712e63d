package io.sendense.engine.execution;

import io.sendense.engine.backup.BackupRunner;
import io.sendense.engine.backup.Sources;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.problem.EngineException;
import java.time.InstantSource;
import java.util.Optional;

/// What all executions of an engine share. Immutable; whoever made the parts closes them.
///
/// @param runner starts the runs of the VMs
/// @param repositories tells which repository a definition means
/// @param listener is told of every change
public record JobEnvironment(
        Catalog catalog,
        Sources sources,
        BackupRunner runner,
        RepositoryNames repositories,
        InstantSource clock,
        JobListener listener) {
    /// Which repository is meant.
    @FunctionalInterface
    public interface RepositoryNames {
        /// The name itself, or that of the default repository of the moment.
        ///
        /// @throws EngineException `REPOSITORY-UNKNOWN`
        String resolve(Optional<String> name) throws EngineException;
    }
}
