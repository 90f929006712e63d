package io.sendense.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.sendense.engine.backup.Repositories;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.RepositoryContent;
import io.sendense.engine.catalog.RepositoryRow;
import io.sendense.engine.problem.Argument;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.run.TargetServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The repositories an engine knows, opened when they are first used. Thread-safe.
final class OpenRepositories implements Repositories, AutoCloseable {
    static final String DEFAULT_NAME = "default";

    private final Catalog catalog;
    private final InstantSource clock;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Repository> open = new HashMap<>();

    OpenRepositories(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /// Makes the default repository in `folder` where the catalog has none; takes over one that is
    /// there already.
    void ensureDefault(Path folder) throws EngineException {
        if (catalog.repositories().findDefault().isPresent()) {
            return;
        }
        Repository repository =
                Repository.isIn(folder)
                        ? Repository.open(folder)
                        : Repository.create(folder, clock);
        catalog.repositories()
                .insert(
                        new RepositoryRow(
                                DEFAULT_NAME, folder, repository.id(), true, clock.instant()));
        synchronized (lock) {
            open.put(DEFAULT_NAME, repository);
        }
    }

    /// Name of the repository a request means.
    String resolve(Optional<String> name) throws EngineException {
        if (name.isPresent()) {
            return name.get();
        }
        return catalog.repositories()
                .findDefault()
                .map(RepositoryRow::name)
                .orElseThrow(() -> unknown(DEFAULT_NAME));
    }

    @Override
    public Repository repository(String name) throws EngineException {
        RepositoryRow row = catalog.repositories().find(name).orElseThrow(() -> unknown(name));
        synchronized (lock) {
            Repository repository = open.get(name);
            if (repository == null) {
                repository = Repository.open(row.path());
                open.put(name, repository);
            }
            return repository;
        }
    }

    /// Where a repository lies, whether it can be reached or not.
    Path folder(String name) throws EngineException {
        return catalog.repositories().find(name).orElseThrow(() -> unknown(name)).path();
    }

    @Override
    public TargetServer target(String name) throws EngineException {
        return catalog.repositories().find(name).orElseThrow(() -> unknown(name)).target();
    }

    private static EngineException unknown(String name) {
        return Problem.of(ProblemCode.REPOSITORY_UNKNOWN).with("name", name).toException();
    }

    @Override
    public List<String> names() {
        return catalog.repositories().list().stream().map(RepositoryRow::name).toList();
    }

    /// Every repository with what is in it and how full it is.
    List<RepositoryView> views() {
        Map<String, RepositoryContent> contents = catalog.repositories().contents();
        return catalog.repositories().list().stream()
                .map(row -> view(row, contents.getOrDefault(row.name(), RepositoryContent.NONE)))
                .toList();
    }

    /// The same of one.
    RepositoryView view(String name) throws EngineException {
        RepositoryRow row = catalog.repositories().find(name).orElseThrow(() -> unknown(name));
        Map<String, RepositoryContent> contents = catalog.repositories().contents();
        return view(row, contents.getOrDefault(name, RepositoryContent.NONE));
    }

    private RepositoryView view(RepositoryRow row, RepositoryContent content) {
        RepositoryCondition condition =
                RepositoryCondition.of(row.path(), () -> repository(row.name()));
        return new RepositoryView(
                row.name(),
                row.path().toString(),
                row.uuid(),
                row.isDefault(),
                condition.freeBytes(),
                condition.totalBytes(),
                content.points(),
                content.vms(),
                content.storedBytes(),
                row.target(),
                condition.problem());
    }

    /// Makes backups go there when no other is named.
    void makeDefault(String name) throws EngineException {
        if (!catalog.repositories().makeDefault(name)) {
            throw unknown(name);
        }
    }

    /// Forgets a repository and its points in the catalog. Nothing in its folder is touched.
    ///
    /// @param use what uses it, if anything does
    void forget(String name, Optional<Cause> use) throws EngineException {
        RepositoryRow row = catalog.repositories().find(name).orElseThrow(() -> unknown(name));
        if (row.isDefault()) {
            throw Problem.of(ProblemCode.REPOSITORY_IS_DEFAULT).with("name", name).toException();
        }
        if (use.isPresent()) {
            throw Problem.of(ProblemCode.REPOSITORY_IN_USE)
                    .with("name", name)
                    .with("use", new Argument.Because(use.get()))
                    .toException();
        }
        catalog.repositories().remove(name);
        synchronized (lock) {
            Repository opened = open.remove(name);
            if (opened != null) {
                opened.close();
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            open.values().forEach(Repository::close);
            open.clear();
        }
    }
}
