package io.sendense.engine.repository;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.point.DraftSweep;
import io.sendense.engine.repository.point.PointId;
import io.sendense.engine.repository.point.PointScan;
import io.sendense.engine.repository.point.RestorePoint;
import io.sendense.engine.repository.point.RestorePointDraft;
import io.sendense.engine.repository.point.VmFolder;
import io.sendense.engine.repository.point.VmIdentity;
import io.sendense.engine.repository.storage.DurableFiles;
import io.sendense.engine.repository.storage.FormatVersionException;
import io.sendense.engine.repository.storage.JsonFiles;
import io.sendense.engine.repository.storage.StorageFault;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// A repository on a file system. Thread-safe, and safe with other processes in the same folder.
///
/// Nothing is cached: every call reads what is there now, and fails with `REPOSITORY-UNREADABLE` if
/// the folder is not this repository any more.
public final class Repository implements AutoCloseable {
    private final Path root;
    private final RepositoryFormat format;
    private final RandomGenerator random = new SecureRandom();
    private final Set<RestorePointDraft> drafts = ConcurrentHashMap.newKeySet();

    private Repository(Path root, RepositoryFormat format) {
        this.root = root;
        this.format = format;
    }

    /// Whether a folder holds a repository, of whatever version.
    public static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(RepositoryFormat.FILE));
    }

    /// Makes a repository in a folder, which is made too if it is missing.
    ///
    /// @throws EngineException `REPOSITORY-WRITE-FAILED` (also if there is one already),
    ///   `REPOSITORY-NO-SPACE`
    public static Repository create(Path root, InstantSource clock) throws EngineException {
        Path absolute = root.toAbsolutePath().normalize();
        Path file = absolute.resolve(RepositoryFormat.FILE);
        RepositoryFormat format =
                RepositoryFormat.create(UUID.randomUUID().toString(), clock.instant());
        try {
            DurableFiles.createFolders(absolute);
            if (Files.exists(file) || Files.exists(absolute.resolve("vms"))) {
                throw new FileAlreadyExistsException(absolute.toString());
            }
            DurableFiles.replace(file, JsonFiles.encode(format));
        } catch (IOException e) {
            throw StorageFault.ofWrite(absolute, 0, e).toException(e);
        }
        return new Repository(absolute, format);
    }

    /// Opens a repository.
    ///
    /// @throws EngineException `REPOSITORY-UNREADABLE`, `REPOSITORY-FORMAT-UNSUPPORTED`
    public static Repository open(Path root) throws EngineException {
        Path absolute = root.toAbsolutePath().normalize();
        return new Repository(absolute, readFormat(absolute));
    }

    private static RepositoryFormat readFormat(Path root) throws EngineException {
        try {
            return JsonFiles.decode(
                    RepositoryFormat.FILE,
                    DurableFiles.read(root.resolve(RepositoryFormat.FILE)),
                    RepositoryFormat.class,
                    RepositoryFormat.VERSION);
        } catch (FormatVersionException e) {
            throw Problem.of(ProblemCode.REPOSITORY_FORMAT_UNSUPPORTED)
                    .with("path", root.toString())
                    .withCount("found", e.found())
                    .withCount("known", e.known())
                    .toException(e);
        } catch (IOException e) {
            throw StorageFault.ofRead(root, e).toException(e);
        }
    }

    /// Refuses to work where the repository no longer is: a share that is not mounted leaves an
    /// empty folder, which must not look like a repository without points, nor be filled.
    ///
    /// @throws EngineException `REPOSITORY-UNREADABLE`
    public void requirePresent() throws EngineException {
        RepositoryFormat now = readFormat(root);
        if (!now.repositoryId().equals(format.repositoryId())) {
            throw Problem.of(ProblemCode.REPOSITORY_UNREADABLE)
                    .with("path", root.toString())
                    .because(
                            Cause.of(CauseCode.OTHER_REPOSITORY)
                                    .with("found", now.repositoryId())
                                    .with("expected", format.repositoryId()))
                    .toException();
        }
    }

    /// The repository's id, fixed for its life.
    public String id() {
        return format.repositoryId();
    }

    /// Absolute path of its folder.
    public Path root() {
        return root;
    }

    /// Usable bytes of the file system it lies on; -1 where that cannot be asked.
    public long freeBytes() {
        return StorageFault.freeBytes(root);
    }

    /// The usable points of all VMs, newest first; `scan` has the others too.
    public List<RestorePoint> points() throws EngineException {
        return scan().points();
    }

    /// All points of all VMs, the unreadable ones included. Within one VM the order is that of its
    /// history; VMs are put together by time.
    public PointScan scan() throws EngineException {
        PointOrder order = new PointOrder();
        for (VmFolder vm : vms()) {
            order.add(vm.scan());
        }
        return order.merged();
    }

    /// The newest usable point of a VM. Both parts of its folder's name must match: a VM with the
    /// same instance UUID on another server is another VM.
    public Optional<RestorePoint> latest(VmIdentity vm) throws EngineException {
        requirePresent();
        return VmFolder.of(root, vm).scan().points().stream().findFirst();
    }

    /// The point whose id is, or begins with, `idOrPrefix`.
    ///
    /// @throws EngineException `POINT-UNKNOWN`, `POINT-AMBIGUOUS`, `POINT-DAMAGED`,
    ///   `REPOSITORY-FORMAT-UNSUPPORTED`
    public RestorePoint point(String idOrPrefix) throws EngineException {
        String prefix = idOrPrefix.toLowerCase(Locale.ROOT);
        List<Place> places = new ArrayList<>();
        for (VmFolder vm : vms()) {
            for (Path folder : vm.pointFolders()) {
                VmFolder.id(folder)
                        .filter(id -> !prefix.isEmpty() && id.value().startsWith(prefix))
                        .ifPresent(id -> places.add(new Place(vm, id)));
            }
        }
        if (places.isEmpty()) {
            throw Problem.of(ProblemCode.POINT_UNKNOWN).with("point", idOrPrefix).toException();
        }
        if (places.size() > 1) {
            throw Problem.of(ProblemCode.POINT_AMBIGUOUS)
                    .with("point", idOrPrefix)
                    .with(
                            "candidates",
                            places.stream()
                                    .map(place -> place.id().value())
                                    .collect(Collectors.joining(", ")))
                    .toException();
        }
        return places.getFirst().vm().point(places.getFirst().id());
    }

    private record Place(VmFolder vm, PointId id) {}

    /// Starts a restore point of a VM. The draft is locked while it lives, against the sweeps of
    /// other processes too.
    ///
    /// @param created when the snapshot was taken
    /// @throws EngineException `REPOSITORY-NO-SPACE`, `REPOSITORY-WRITE-FAILED`
    public RestorePointDraft draft(VmIdentity vm, Instant created) throws EngineException {
        requirePresent();
        RestorePointDraft draft =
                RestorePointDraft.start(VmFolder.of(root, vm), vm, created, random, drafts::remove);
        drafts.add(draft);
        return draft;
    }

    /// The folders of all drafts, living and orphaned.
    public List<Path> listDrafts() throws EngineException {
        List<Path> drafts = new ArrayList<>();
        for (VmFolder vm : vms()) {
            try {
                drafts.addAll(DraftSweep.list(vm));
            } catch (IOException e) {
                throw StorageFault.ofRead(root, e).toException(e);
            }
        }
        return drafts;
    }

    /// Removes drafts whose process has ended. A draft of this process, one whose lock is held, and
    /// one that `alive` says yes to, stay.
    ///
    /// @return the folders that were removed
    public List<Path> sweepDrafts(Predicate<PointId> alive) throws EngineException {
        List<Path> removed = new ArrayList<>();
        for (VmFolder vm : vms()) {
            try {
                removed.addAll(DraftSweep.sweep(vm, alive));
            } catch (IOException e) {
                throw StorageFault.ofWrite(root, 0, e).toException(e);
            }
        }
        return removed;
    }

    private List<VmFolder> vms() throws EngineException {
        requirePresent();
        try {
            return VmFolder.in(root);
        } catch (IOException e) {
            throw StorageFault.ofRead(root, e).toException(e);
        }
    }

    /// Removes the drafts of this object that are neither published nor closed. Repeatable.
    @Override
    public void close() {
        List.copyOf(drafts).forEach(RestorePointDraft::close);
    }
}
