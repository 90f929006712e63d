package io.sendense.app.command;

import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.block.DifferenceBlockDevice;
import io.sendense.engine.disk.image.CopyOptions.TargetContent;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskImages;
import io.sendense.engine.disk.qcow2.CompressionType;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.problem.Problem;
import io.sendense.engine.problem.ProblemCode;
import io.sendense.engine.wire.nbd.NbdClientOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a copy is written to; a new file that was not finished is removed. Confined to one thread.
final class CopyTarget implements AutoCloseable {
    private final BlockDevice device;
    private final TargetContent content;
    private final @Nullable Path file;
    private boolean kept;

    private CopyTarget(BlockDevice device, TargetContent content, @Nullable Path file) {
        this.device = device;
        this.content = content;
        this.file = file;
    }

    /// An export that is there.
    static CopyTarget export(String uri, NbdClientOptions options) throws EngineException {
        return new CopyTarget(
                Images.open(uri, null, new BackingOptions(), options), TargetContent.UNKNOWN, null);
    }

    /// A new file of its own.
    ///
    /// @param compression of a QCOW2 file whose clusters are to be compressed
    static CopyTarget file(
            String text, DiskFormat format, long size, Optional<CompressionType> compression)
            throws IOException, EngineException {
        Path path = free(text);
        BlockDevice made =
                compression.isEmpty()
                        ? DiskImages.create(path, format, size)
                        : image(path, Qcow2Options.ofSize(Qcow2Options.sizeFor(size)), compression);
        return new CopyTarget(made, TargetContent.ZEROES, path);
    }

    private static BlockDevice image(
            Path path, Qcow2Options options, Optional<CompressionType> compression)
            throws IOException {
        return compression.isEmpty()
                ? Qcow2Image.create(path, options)
                : Qcow2Image.create(path, options.withCompression(compression.get())).compressing();
    }

    /// A new QCOW2 file that will hold only what differs from another.
    static CopyTarget overlay(
            String text, Path backing, long size, Optional<CompressionType> compression)
            throws IOException, EngineException {
        Path path = free(text);
        Path folder = Images.folder(path).toRealPath();
        DiskFormat format = backingFormat(backing);
        BlockDevice below = Images.openBacking(backing, path);
        try {
            Qcow2Options options =
                    Qcow2Options.ofSize(Qcow2Options.sizeFor(size))
                            .withBacking(name(backing, folder), format.text(), below);
            BlockDevice made = new DifferenceBlockDevice(image(path, options, compression));
            return new CopyTarget(made, TargetContent.UNKNOWN, path);
        } catch (IOException | RuntimeException e) {
            try (below) {
                throw e;
            }
        }
    }

    private static DiskFormat backingFormat(Path backing) throws IOException, EngineException {
        if (!Files.isRegularFile(backing)) {
            // Opening it says what is wrong.
            return DiskFormat.RAW;
        }
        DiskFormat format = DiskFormat.probe(backing);
        if (format != DiskFormat.RAW && format != DiskFormat.QCOW2) {
            throw Images.invalid(
                    "'%s' is a %s file, and backing files are raw or QCOW2"
                            .formatted(backing, format.text()),
                    null);
        }
        return format;
    }

    /// How the header names it: relative, with `/`, and never as a protocol.
    static String name(Path backing, Path folder) throws IOException {
        String name = folder.relativize(backing.toRealPath()).toString().replace('\\', '/');
        return name.indexOf(':') < 0 ? name : "./" + name;
    }

    /// The path of a file that is to be made.
    ///
    /// @throws EngineException `EXPORT-TARGET-EXISTS`
    static Path free(String text) throws EngineException {
        Path path = Path.of(text).toAbsolutePath().normalize();
        if (Files.exists(path)) {
            throw Problem.of(ProblemCode.EXPORT_TARGET_EXISTS)
                    .with("path", path.toString())
                    .toException();
        }
        return path;
    }

    BlockDevice device() {
        return device;
    }

    TargetContent content() {
        return content;
    }

    /// What was done in the end: bytes that the backing file had already were skipped.
    CopyResult result(CopyResult asked) {
        if (!(device instanceof DifferenceBlockDevice difference)) {
            return asked;
        }
        return new CopyResult(
                asked.writtenBytes() - difference.equalWrittenBytes(),
                asked.zeroedBytes() - difference.equalZeroedBytes(),
                asked.skippedBytes()
                        + difference.equalWrittenBytes()
                        + difference.equalZeroedBytes());
    }

    /// Says that the copy is complete.
    void keep() {
        kept = true;
    }

    @Override
    public void close() throws IOException {
        try {
            device.close();
        } finally {
            if (!kept && file != null) {
                Files.deleteIfExists(file);
            }
        }
    }
}
