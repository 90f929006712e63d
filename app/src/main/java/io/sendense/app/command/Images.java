package io.sendense.app.command;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.CopyOptions;
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
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Opens what a disk command is given: a file of any format we know, or an NBD URI.
final class Images {
    private Images() {}

    private static boolean isUri(String text) {
        return text.startsWith("nbd:") || text.startsWith("nbd+") || text.startsWith("nbds");
    }

    /// Opens for reading.
    ///
    /// @param format of a file; null for what its first bytes say
    static BlockDevice open(String text, @Nullable DiskFormat format) throws EngineException {
        return isUri(text) ? connect(text) : file(text, format, OpenMode.READ_ONLY);
    }

    /// Opens a file for writing.
    static BlockDevice openWritable(String text, @Nullable DiskFormat format)
            throws EngineException {
        return file(text, format, OpenMode.READ_WRITE);
    }

    private static BlockDevice connect(String uri) throws EngineException {
        try {
            return NbdBlockDevice.connect(NbdUri.parse(uri), NbdClientOptions.standard());
        } catch (IllegalArgumentException e) {
            throw invalid(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unreadable(uri, e);
        }
    }

    private static BlockDevice file(String text, @Nullable DiskFormat format, OpenMode mode)
            throws EngineException {
        Path path = Path.of(text).toAbsolutePath().normalize();
        try {
            DiskFormat known = format == null ? DiskFormat.probe(path) : format;
            // Backing files beside the image or beside its folder: where our points and qemu's
            // users keep them.
            Path folder = path.getParent();
            Path above = folder == null ? null : folder.getParent();
            Path root = above != null ? above : folder != null ? folder : path;
            return DiskImages.open(path, known, mode, BackingFiles.within(root));
        } catch (IOException e) {
            throw unreadable(text, e);
        }
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

    /// Makes a new file, or connects to an export.
    static Target create(String text, DiskFormat format, long size)
            throws IOException, EngineException {
        if (isUri(text)) {
            return new Target(connect(text), CopyOptions.TargetContent.UNKNOWN, null);
        }
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (Files.exists(path)) {
            throw Problem.of(ProblemCode.EXPORT_TARGET_EXISTS)
                    .with("path", path.toString())
                    .toException();
        }
        return new Target(
                DiskImages.create(path, format, size), CopyOptions.TargetContent.ZEROES, path);
    }

    /// A copy's target; a file that was not finished is removed. Confined to one thread.
    static final class Target implements AutoCloseable {
        private final BlockDevice device;
        private final CopyOptions.TargetContent content;
        private final @Nullable Path file;
        private boolean kept;

        private Target(BlockDevice device, CopyOptions.TargetContent content, @Nullable Path file) {
            this.device = device;
            this.content = content;
            this.file = file;
        }

        BlockDevice device() {
            return device;
        }

        CopyOptions.TargetContent content() {
            return content;
        }

        /// Says that the copy is complete.
        void keep() {
            kept = true;
        }

        @Override
        public void close() throws IOException {
            device.close();
            if (!kept && file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
