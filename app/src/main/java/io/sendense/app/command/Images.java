package io.sendense.app.command;

import io.sendense.engine.PublishedFiles;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.nbd.NbdBlockDevice;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import io.sendense.engine.wire.nbd.NbdUri;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens what a disk command is given: a file of any format we know, or an NBD URI.
final class Images {
    private Images() {}

    static boolean isUri(String text) {
        return text.startsWith("nbd:") || text.startsWith("nbd+") || text.startsWith("nbds");
    }

    /// Opens for reading.
    ///
    /// @param format of a file; null for what its first bytes say
    static BlockDevice open(String text, @Nullable DiskFormat format, BackingOptions backing)
            throws EngineException {
        return open(text, format, backing, NbdClientOptions.standard());
    }

    /// As before, with these options where it is an export.
    static BlockDevice open(
            String text, @Nullable DiskFormat format, BackingOptions backing, NbdClientOptions nbd)
            throws EngineException {
        return isUri(text) ? connect(text, nbd) : file(text, format, OpenMode.READ_ONLY, backing);
    }

    /// Opens a file for writing.
    static BlockDevice openWritable(
            String text, @Nullable DiskFormat format, BackingOptions backing)
            throws EngineException {
        refusePublished(path(text));
        return file(text, format, OpenMode.READ_WRITE, backing);
    }

    private static BlockDevice connect(String uri, NbdClientOptions options)
            throws EngineException {
        try {
            return NbdBlockDevice.connect(uri(uri), options);
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    /// Reads the URI of an export.
    static NbdUri uri(String text) throws EngineException {
        try {
            return NbdUri.parse(text);
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        }
    }

    private static BlockDevice file(
            String text, @Nullable DiskFormat format, OpenMode mode, BackingOptions backing)
            throws EngineException {
        Path path = path(text);
        try {
            DiskFormat known = format == null ? DiskFormat.probe(path) : format;
            BackingFiles allowed = backing.allowedBy(BackingFiles.within(root(path)));
            return DiskImages.open(path, known, mode, allowed);
        } catch (IOException e) {
            throw unreadable(text, e);
        }
    }

    /// Refuses to change a file of a restore point. One that does not exist is somebody else's to
    /// name.
    static void refusePublished(Path file) throws EngineException {
        try {
            Optional<Path> repository = PublishedFiles.repositoryOf(file);
            if (repository.isPresent()) {
                throw invalid(
                        "'%s' is of a restore point in the repository '%s', and such files are never changed: work on a copy, or on a new file that is backed by it (disk copy --backing)"
                                .formatted(file, repository.get()),
                        null);
            }
        } catch (NoSuchFileException _) {
            return;
        } catch (IOException e) {
            throw unreadable(file.toString(), e);
        }
    }

    /// The file a command names.
    static Path path(String text) {
        return Path.of(text).toAbsolutePath().normalize();
    }

    /// Follows backing file names where opening an image would.
    static BackingFiles backingOf(Path image) throws IOException {
        return BackingFiles.within(root(image));
    }

    /// Opens what a new image is to be backed by, where opening that image would find it.
    static BlockDevice openBacking(Path backing, Path image) throws EngineException {
        try {
            Path root = root(image).toRealPath();
            if (!backing.toRealPath().startsWith(root)) {
                throw invalid(
                        "backing files are followed in '%s' only, and '%s' lies outside of it"
                                .formatted(root, backing),
                        null);
            }
            return DiskImages.open(
                    backing.toRealPath(),
                    DiskFormat.probe(backing),
                    OpenMode.READ_ONLY,
                    BackingFiles.within(root));
        } catch (IOException e) {
            throw unreadable(backing.toString(), e);
        }
    }

    /// Backing files are followed beside an image and beside its folder: where our points and
    /// qemu's users keep them.
    private static Path root(Path image) {
        Path folder = folder(image);
        Path above = folder.getParent();
        return above == null ? folder : above;
    }

    /// The folder of an absolute path; the root is its own.
    static Path folder(Path path) {
        Path folder = path.getParent();
        return folder == null ? path : folder;
    }

    /// That an image cannot be read, or not to its end.
    static EngineException unreadable(String image, IOException cause) {
        return Problem.of(ProblemCode.IMAGE_UNREADABLE)
                .with("path", image)
                .with("cause", FileFailure.reason(cause))
                .toException(cause);
    }

    /// That what was asked for makes no sense.
    static EngineException invalid(String cause, @Nullable Exception e) {
        Problem problem = Problem.of(ProblemCode.REQUEST_INVALID).with("cause", cause);
        return e == null ? problem.toException() : problem.toException(e);
    }
}
