package io.sendense.engine.backup;

import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.TargetServer;
import java.util.List;

/// Where runs get their repositories from. The one who gives them also closes them.
public interface Repositories {
    /// An open repository.
    ///
    /// @throws EngineException `REPOSITORY-UNKNOWN` or `REPOSITORY-UNREADABLE`
    Repository repository(String name) throws EngineException;

    /// What writes its layers.
    ///
    /// @throws EngineException `REPOSITORY-UNKNOWN`
    TargetServer target(String name) throws EngineException;

    /// Names of all repositories that are known.
    List<String> names() throws EngineException;
}
