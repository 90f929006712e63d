package io.sendense.engine;

import io.sendense.engine.run.TargetServer;
import java.util.Optional;

/// What writes the layers of a repository. Immutable.
///
/// @param repository its name
/// @param program path of the program that was found; absent where none is needed
/// @param version as that tells it
public record RepositoryTarget(
        String repository,
        TargetServer server,
        Optional<String> program,
        Optional<String> version) {}
