package io.sendense.engine;

import io.sendense.engine.backup.PointAdoption;
import io.sendense.engine.catalog.Catalog;
import io.sendense.engine.catalog.RepositoryRow;
import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.Repository;
import io.sendense.engine.repository.point.PointScan;
import io.sendense.engine.repository.storage.StorageFault;
import io.sendense.engine.run.TargetServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Makes repositories known, and takes what they hold into the catalog. Thread-safe.
final class RepositoryAdditions {
    private static final int LONGEST_NAME = 64;

    /// What file servers and file systems put into an empty folder of their own accord.
    private static final Set<String> NOBODYS =
            Set.of("lost+found", ".snapshot", ".snapshots", "@eaDir", "#recycle", ".DS_Store");

    private final Catalog catalog;
    private final OpenRepositories repositories;
    private final InstantSource clock;

    RepositoryAdditions(Catalog catalog, OpenRepositories repositories, InstantSource clock) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.clock = clock;
    }

    /// Adds the repository in a folder, which is made where there is none.
    AddedRepository add(String name, Path folder, TargetServer target) throws EngineException {
        requireName(name);
        Path path = absolute(folder);
        requireNewPlace(path);
        boolean made = !Repository.isIn(path);
        if (made) {
            requireEmpty(path);
        }
        try (Repository repository = open(path, made)) {
            insert(name, path, repository.id(), target);
        }
        return adopt(name, made);
    }

    private Repository open(Path path, boolean made) throws EngineException {
        if (made) {
            return Repository.create(path, clock);
        }
        Repository repository = Repository.open(path);
        Optional<RepositoryRow> twin =
                catalog.repositories().list().stream()
                        .filter(row -> row.uuid().equals(repository.id()))
                        .findFirst();
        if (twin.isPresent()) {
            repository.close();
            throw Problem.of(ProblemCode.REPOSITORY_TWICE)
                    .with("path", path.toString())
                    .with("id", repository.id())
                    .with("other", twin.get().name())
                    .with("otherPath", twin.get().path().toString())
                    .toException();
        }
        return repository;
    }

    private void insert(String name, Path path, String id, TargetServer target)
            throws EngineException {
        if (!catalog.repositories()
                .insert(new RepositoryRow(name, path, id, false, clock.instant(), target))) {
            // Somebody else was faster.
            requireName(name);
            requireNewPlace(path);
            throw Problem.of(ProblemCode.REPOSITORY_TWICE)
                    .with("path", path.toString())
                    .with("id", id)
                    .with("other", "?")
                    .with("otherPath", "?")
                    .toException();
        }
    }

    /// Takes the restore points of a repository into the catalog that it does not know: of one that
    /// is known under this name, or of one that is made known by it.
    AddedRepository take(String name, Path folder) throws EngineException {
        Path path = absolute(folder);
        if (!Repository.isIn(path)) {
            // Says what is missing.
            Repository.open(path).close();
        }
        Optional<RepositoryRow> known = catalog.repositories().find(name);
        return known.isPresent() && known.get().path().equals(path)
                ? adopt(name, false)
                : add(name, path, TargetServer.EMBEDDED);
    }

    private AddedRepository adopt(String name, boolean made) throws EngineException {
        Repository repository = repositories.repository(name);
        int adopted = new PointAdoption(catalog).adoptAll(name, repository);
        PointScan found = repository.scan();
        RepositoryView view = repositories.view(name);
        int there = found.points().size() + found.unreadable().size();
        return new AddedRepository(view, made, adopted, Math.max(0, there - view.points()));
    }

    private void requireName(String name) throws EngineException {
        if (name.isBlank()
                || name.length() > LONGEST_NAME
                || !name.equals(name.strip())
                || name.chars().anyMatch(Character::isISOControl)) {
            throw invalid(
                    Cause.of(CauseCode.REPOSITORY_NAME_UNUSABLE).withCount("most", LONGEST_NAME));
        }
        Optional<RepositoryRow> taken = catalog.repositories().find(name);
        if (taken.isPresent()) {
            throw Problem.of(ProblemCode.REPOSITORY_NAME_TAKEN)
                    .with("name", name)
                    .with("path", taken.get().path().toString())
                    .toException();
        }
    }

    private static Path absolute(Path folder) throws EngineException {
        if (!folder.isAbsolute()) {
            throw invalid(Cause.of(CauseCode.FOLDER_NOT_ABSOLUTE).with("path", folder.toString()));
        }
        return folder.normalize();
    }

    private static EngineException invalid(Cause cause) {
        return Problem.of(ProblemCode.REQUEST_INVALID).because(cause).toException();
    }

    private void requireNewPlace(Path path) throws EngineException {
        Path real = real(path);
        for (RepositoryRow row : catalog.repositories().list()) {
            Path other = real(row.path());
            if (real.startsWith(other) || other.startsWith(real)) {
                throw Problem.of(ProblemCode.REPOSITORY_KNOWN_ALREADY)
                        .with("path", path.toString())
                        .with("other", row.name())
                        .with("otherPath", row.path().toString())
                        .toException();
            }
        }
    }

    /// With links resolved, as far as the path is there.
    private static Path real(Path path) {
        Path there = path;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            return there.toRealPath().resolve(there.relativize(path));
        } catch (IOException _) {
            return path;
        }
    }

    private static void requireEmpty(Path folder) throws EngineException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> others =
                    files.map(file -> file.getFileName().toString())
                            .filter(file -> !NOBODYS.contains(file))
                            .sorted()
                            .toList();
            if (!others.isEmpty()) {
                throw Problem.of(ProblemCode.REPOSITORY_FOLDER_NOT_EMPTY)
                        .with("path", folder.toString())
                        .withCount("count", others.size())
                        .with("example", others.getFirst())
                        .toException();
            }
        } catch (IOException e) {
            throw StorageFault.ofRead(folder, e).toException(e);
        }
    }
}
