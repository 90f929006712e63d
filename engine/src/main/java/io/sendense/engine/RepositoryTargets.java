package io.sendense.engine;

import io.sendense.engine.backup.LayerTargets;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.JobRow;
import io.sendense.engine.job.JobDefinition;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.run.Compression;
import io.sendense.engine.run.TargetServer;
import io.sendense.engine.wire.qemu.QemuProgram;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Decides what writes the layers of repositories. Thread-safe.
final class RepositoryTargets {
    private final Catalog catalog;
    private final OpenRepositories repositories;
    private final LayerTargets targets;

    RepositoryTargets(Catalog catalog, OpenRepositories repositories, LayerTargets targets) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.targets = targets;
    }

    /// What is there for a target on this machine.
    ///
    /// @throws EngineException `QEMU-NBD-MISSING`
    RepositoryTarget find(String name, TargetServer server) throws EngineException {
        if (server == TargetServer.EMBEDDED) {
            return new RepositoryTarget(name, server, Optional.empty(), Optional.empty());
        }
        QemuProgram program = targets.program();
        return new RepositoryTarget(
                name,
                server,
                Optional.of(program.file().toString()),
                Optional.of(program.version()));
    }

    /// Has a repository's layers written so from now on.
    RepositoryTarget set(String name, TargetServer server) throws EngineException {
        repositories.target(name);
        RepositoryTarget found = find(name, server);
        String byDefault = repositories.resolve(Optional.empty());
        requireNoCompressingJob(name, server, named -> named.orElse(byDefault).equals(name));
        catalog.repositories().setTarget(name, server);
        return found;
    }

    /// Whether jobs that name no repository can go there.
    ///
    /// @throws EngineException `REPOSITORY-UNKNOWN`, `JOBS-COMPRESS`
    void requireFitForDefault(String name) throws EngineException {
        requireNoCompressingJob(name, repositories.target(name), Optional::isEmpty);
    }

    private void requireNoCompressingJob(
            String name, TargetServer server, Predicate<Optional<String>> goesThere)
            throws EngineException {
        List<String> compressing =
                catalog.jobs().list().stream()
                        .map(JobRow::definition)
                        .filter(job -> job.options().compression() != Compression.NONE)
                        .filter(job -> goesThere.test(job.repository()))
                        .map(JobDefinition::name)
                        .toList();
        if (!server.compresses() && !compressing.isEmpty()) {
            throw Problem.of(ProblemCode.JOBS_COMPRESS)
                    .with("name", name)
                    .with("target", server.id())
                    .with("jobs", String.join(", ", compressing))
                    .toException();
        }
    }
}
