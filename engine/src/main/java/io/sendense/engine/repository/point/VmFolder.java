package io.sendense.engine.repository.point;

import io.sendense.engine.problem.Cause;
import io.sendense.engine.problem.CauseCode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.repository.storage.FormatVersionException;
import io.sendense.engine.repository.storage.StorageFault;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// One VM's folder in a repository: its points and drafts. Immutable, thread-safe; reads the disk
/// anew at every call.
///
/// @param root folder of the repository
/// @param path folder of the VM
public record VmFolder(Path root, Path path) {
    private static final Pattern NAME =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}");

    /// Above all that came before; equal numbers can only be two runs that ended at the same time.
    private static final Comparator<RestorePoint> NEWEST_FIRST =
            Comparator.<RestorePoint>comparingLong(point -> point.manifest().sequence())
                    .thenComparing(RestorePoint::created)
                    .thenComparing(point -> point.id().value())
                    .reversed();

    /// The folder of a VM in the repository at `root`, whether it exists or not.
    public static VmFolder of(Path root, VmIdentity vm) {
        return new VmFolder(root, vms(root).resolve(vm.folderName()));
    }

    /// All VM folders of the repository at `root`.
    public static List<VmFolder> in(Path root) throws IOException {
        return entries(vms(root)).stream()
                .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
                .map(path -> new VmFolder(root, path))
                .toList();
    }

    private static Path vms(Path root) {
        return root.resolve("vms");
    }

    /// The folder that holds points and drafts.
    public Path pointsFolder() {
        return path.resolve("points");
    }

    /// All published points, with what is unreadable.
    ///
    /// @throws EngineException `REPOSITORY-UNREADABLE`: the folder itself cannot be read
    public PointScan scan() throws EngineException {
        List<RestorePoint> points = new ArrayList<>();
        List<UnreadablePoint> unreadable = new ArrayList<>();
        for (Path folder : pointFolders()) {
            PointId id = id(folder).orElseThrow();
            try {
                read(folder, id).ifPresent(points::add);
            } catch (EngineException e) {
                unreadable.add(new UnreadablePoint(id, folder, e.problem()));
            }
        }
        points.sort(NEWEST_FIRST);
        return new PointScan(points, unreadable);
    }

    /// The folders of published points, in no particular order; their manifests are not read.
    public List<Path> pointFolders() throws EngineException {
        try {
            return entries(pointsFolder()).stream()
                    .filter(folder -> id(folder).isPresent())
                    .toList();
        } catch (IOException e) {
            throw StorageFault.ofRead(root, e).toException(e);
        }
    }

    /// The point with this id.
    ///
    /// @throws EngineException `POINT-UNKNOWN`, `POINT-DAMAGED`, `REPOSITORY-FORMAT-UNSUPPORTED`
    public RestorePoint point(PointId id) throws EngineException {
        for (Path folder : pointFolders()) {
            if (id(folder).equals(Optional.of(id))) {
                Optional<RestorePoint> point = read(folder, id);
                if (point.isPresent()) {
                    return point.get();
                }
            }
        }
        throw Problem.of(ProblemCode.POINT_UNKNOWN).with("point", id.value()).toException();
    }

    /// The id in the name of a point's folder.
    public static Optional<PointId> id(Path folder) {
        return PointFolderName.parse(folder.getFileName().toString()).map(PointFolderName::id);
    }

    /// Reads a point's manifest; empty if the folder is gone meanwhile.
    private Optional<RestorePoint> read(Path folder, PointId id) throws EngineException {
        try {
            PointManifest manifest = ManifestFile.read(folder.resolve(ManifestFile.NAME));
            if (!manifest.id().equals(id)
                    || !manifest.vm().folderName().equals(path.getFileName().toString())) {
                throw damaged(
                        id,
                        Cause.of(CauseCode.MANIFEST_OF_ANOTHER)
                                .with("folder", folder.toString())
                                .with("point", manifest.id().value())
                                .with("vmFolder", manifest.vm().folderName()));
            }
            return Optional.of(new RestorePoint(this, folder, manifest));
        } catch (FormatVersionException e) {
            throw Problem.of(ProblemCode.REPOSITORY_FORMAT_UNSUPPORTED)
                    .with("path", folder.resolve(ManifestFile.NAME).toString())
                    .withCount("found", e.found())
                    .withCount("known", e.known())
                    .toException(e);
        } catch (IOException e) {
            if (e instanceof NoSuchFileException && !Files.exists(folder)) {
                return Optional.empty();
            }
            throw Problem.of(ProblemCode.POINT_DAMAGED)
                    .with("point", id.value())
                    .because(e)
                    .toException(e);
        }
    }

    /// Entries of a folder, by name; none if there is no such folder.
    static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        entries.sort(Comparator.comparing(path -> path.getFileName().toString()));
        return entries;
    }

    private static EngineException damaged(PointId id, Cause cause) {
        return Problem.of(ProblemCode.POINT_DAMAGED)
                .with("point", id.value())
                .because(cause)
                .toException();
    }
}
