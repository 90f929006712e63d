package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.CopyOptions;
import io.sendense.engine.disk.image.CopyProgress;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.DiskCopy;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
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

    @Option(names = "--format", description = "Of a new file: raw or qcow2. Default: qcow2.")
    private DiskFormat format = DiskFormat.QCOW2;

    @Override
    List<String> images() {
        return List.of(from, to);
    }

    @Override
    int run(Output output) throws IOException, EngineException, InterruptedException {
        try (BlockDevice source = Images.open(from, null);
                Images.Target target = Images.create(to, format, source.size())) {
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
            CopyResult copied =
                    DiskCopy.copy(
                            source,
                            target.device(),
                            CopyOptions.into(target.content()),
                            CopyProgress.none());
            target.keep();
            output.result(
                    copied,
                    String.format(
                            Locale.ROOT,
                            "Copied a disk of %s: %s written.",
                            Amount.bytes(source.size()),
                            Amount.bytes(copied.writtenBytes())));
            return EngineCommand.DONE;
        }
    }
}
