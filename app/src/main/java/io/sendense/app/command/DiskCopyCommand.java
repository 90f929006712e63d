package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.DiskProgress;
import io.sendense.app.output.Output;
import io.sendense.engine.ImageCopy;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.CopyOptions;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.DiskCopy;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.qcow2.CompressionType;
import io.sendense.engine.disk.qcow2.Qcow2Options;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `disk copy`.
@Command(
        name = "copy",
        description = "Copies an image or export into a new file, or onto an export.")
final class DiskCopyCommand extends ImageCommand {
    @Parameters(paramLabel = "SRC", index = "0")
    private String from = "";

    @Parameters(
            paramLabel = "DST",
            index = "1",
            description = "A file that does not exist, or an NBD URI.")
    private String to = "";

    @Option(
            names = "--format",
            description =
                    "Of a new file: raw, qcow2 or vmdk (stream-optimized). Default: what its name says,"
                            + " .raw or .img, .qcow2, .vmdk.")
    private @Nullable DiskFormat format;

    @Option(
            names = "--backing",
            paramLabel = "FILE",
            description =
                    "The new QCOW2 file is backed by this one and holds only what differs from it.")
    private @Nullable Path backing;

    @Option(
            names = "--compress",
            paramLabel = "TYPE",
            description = "Stores the clusters of a new QCOW2 file compressed: zstd or zlib.")
    private @Nullable CompressionType compression;

    @Option(
            names = "--sums",
            description = "Writes the SHA-256 of every cluster with data to DST.sums, as runs do.")
    private boolean sums;

    @Option(
            names = "--through-nbd",
            description = "Writes the new file through an NBD export of this process, as runs do.")
    private boolean throughNbd;

    @Mixin private BackingOptions backingOptions = new BackingOptions();

    @Mixin private DiskNbdOptions nbd = new DiskNbdOptions();

    @Override
    List<String> images() {
        return List.of(from, to);
    }

    @Override
    int run(Output output) throws IOException, EngineException, InterruptedException {
        DiskFormat known = format();
        Copied copied =
                WatchedWork.run(output, "copy", this::left, progress -> copy(known, progress));
        output.result(
                copied.result(),
                String.format(
                        Locale.ROOT,
                        "Copied a disk of %s: %s written.",
                        Amount.bytes(copied.sourceBytes()),
                        Amount.bytes(copied.result().writtenBytes())));
        return EngineCommand.DONE;
    }

    /// A copy that is complete, its target closed.
    private record Copied(long sourceBytes, CopyResult result) {}

    private Copied copy(DiskFormat known, DiskProgress progress)
            throws IOException, EngineException, InterruptedException {
        Optional<Path> sumsFile =
                sums ? Optional.of(CopyTarget.free(to + ".sums")) : Optional.empty();
        try (BlockDevice source = Images.open(from, null, backingOptions, nbd.client());
                CopyTarget target = target(known, source.size())) {
            if (target.device().size() < source.size()) {
                throw Images.invalid(
                        "%s has %s, which is less than the %s of %s"
                                .formatted(
                                        to,
                                        Amount.bytes(target.device().size()),
                                        Amount.bytes(source.size()),
                                        from),
                        null);
            }
            CopyResult result =
                    sums || throughNbd
                            ? copyAsRunsDo(source, target.device(), sumsFile, progress)
                            : copy(source, target, known, progress);
            target.keep();
            return new Copied(source.size(), result);
        }
    }

    private static CopyResult copy(
            BlockDevice source, CopyTarget target, DiskFormat known, DiskProgress progress)
            throws IOException, InterruptedException {
        CopyOptions options =
                known == DiskFormat.VMDK
                        ? CopyOptions.intoNew(known)
                        : CopyOptions.into(target.content());
        return target.result(DiskCopy.copy(source, target.device(), options, progress::reached));
    }

    private CopyResult copyAsRunsDo(
            BlockDevice source, BlockDevice target, Optional<Path> sumsFile, DiskProgress progress)
            throws IOException, EngineException, InterruptedException {
        if (target.size() != source.size()) {
            throw Images.invalid(
                    "--sums and --through-nbd need a disk of whole sectors of 512 bytes, and %s has %d bytes"
                            .formatted(from, source.size()),
                    null);
        }
        return ImageCopy.copy(
                source,
                target,
                new ImageCopy.Options(throughNbd, sumsFile, Qcow2Options.DEFAULT_CLUSTER_BYTES),
                progress::reached);
    }

    /// What a cancelled copy left.
    private String left() {
        if (Images.isUri(to)) {
            return to + " holds a part of it.";
        }
        return Files.exists(Path.of(to)) ? "An unfinished " + to + " is left." : "No file is left.";
    }

    private CopyTarget target(DiskFormat known, long size) throws IOException, EngineException {
        if (Images.isUri(to)) {
            return CopyTarget.export(to, nbd.client());
        }
        return backing == null
                ? CopyTarget.file(to, known, size, Optional.ofNullable(compression))
                : CopyTarget.overlay(to, backing, size, Optional.ofNullable(compression));
    }

    /// The format of the target, as it was said or by the name.
    private DiskFormat format() {
        DiskFormat known = format != null ? format : byName();
        if (known == DiskFormat.VHDX) {
            throw usage("vhdx files are read, not written: give --format raw, qcow2 or vmdk");
        }
        if (Images.isUri(to) && known != DiskFormat.RAW) {
            throw usage(
                    "an export holds the disk itself: --format "
                            + known.text()
                            + " goes with a file only");
        }
        if (backing != null && (Images.isUri(to) || known != DiskFormat.QCOW2)) {
            throw usage("--backing goes with a new QCOW2 file only");
        }
        if (compression != null && (Images.isUri(to) || known != DiskFormat.QCOW2)) {
            throw usage("--compress goes with a new QCOW2 file only");
        }
        if ((sums || throughNbd) && (Images.isUri(to) || backing != null)) {
            throw usage("--sums and --through-nbd go with a new file without --backing only");
        }
        if ((sums || throughNbd) && known == DiskFormat.VMDK) {
            throw usage("--sums and --through-nbd do not go with a VMDK, written front to back");
        }
        return known;
    }

    private DiskFormat byName() {
        String name = to.toLowerCase(Locale.ROOT);
        if (Images.isUri(to) || name.endsWith(".raw") || name.endsWith(".img")) {
            return DiskFormat.RAW;
        }
        if (name.endsWith(".qcow2")) {
            return DiskFormat.QCOW2;
        }
        if (name.endsWith(".vmdk")) {
            return DiskFormat.VMDK;
        }
        throw usage(
                "the name '"
                        + to
                        + "' does not say how the file is to be written: give --format raw, qcow2 or vmdk");
    }

    private ParameterException usage(String text) {
        return new ParameterException(spec().commandLine(), text);
    }
}
