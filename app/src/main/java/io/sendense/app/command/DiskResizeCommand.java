package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.image.DiskResize;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `disk resize`.
@Command(
        name = "resize",
        description = "Makes the disk in a file longer, or shorter by what reads as zeroes.")
final class DiskResizeCommand extends ImageCommand {
    @Parameters(paramLabel = "FILE", index = "0")
    private String file = "";

    @Parameters(
            paramLabel = "SIZE",
            index = "1",
            converter = DiskSize.class,
            description = "In bytes, or with K, M, G or T: 10G.")
    private long size;

    @Option(names = "--shrink", description = "Allows the disk to become shorter.")
    private boolean shrink;

    @Option(
            names = "--format",
            description = "raw or qcow2. Default: what the first bytes of the file say.")
    private @Nullable DiskFormat format;

    @Override
    List<String> images() {
        return List.of(file);
    }

    @Override
    int run(Output output) throws IOException, EngineException {
        Path path = Images.path(file);
        Images.refusePublished(path);
        DiskFormat known = format == null ? DiskFormat.probe(path) : format;
        try {
            DiskResize.run(path, known, size, shrink, Images.backingOf(path));
        } catch (IllegalArgumentException e) {
            throw Images.invalid(String.valueOf(e.getMessage()), e);
        }
        output.result(
                Map.of("image", file, "sizeBytes", size),
                "The disk has " + Amount.bytes(size) + " now.");
        return EngineCommand.DONE;
    }
}
