package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.disk.block.RawFileBlockDevice;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.LayerCommit;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `disk commit`.
@Command(
        name = "commit",
        description = {
            "Writes what a QCOW2 file holds into the file it is backed by.",
            "Nothing else may be backed by that file: it is no longer what it was."
        })
final class DiskCommitCommand extends ImageCommand {
    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Option(
            names = "--keep",
            description = "Leaves FILE as it is. Without it FILE is empty afterwards.")
    private boolean keep;

    @Override
    List<String> images() {
        return List.of(file);
    }

    @Override
    int run(Output output) throws IOException, EngineException, InterruptedException {
        Path path = Images.path(file);
        refusePublished(path);
        CopyResult result =
                WatchedWork.run(
                        output,
                        String.valueOf(path.getFileName()),
                        () -> file + " reads as it did; commit it again to finish.",
                        progress ->
                                LayerCommit.run(
                                        path,
                                        Images.backingOf(path),
                                        keep ? LayerCommit.Layer.KEPT : LayerCommit.Layer.EMPTIED,
                                        progress::reached));
        output.result(
                result,
                "Committed: %s written, %s made zero."
                        .formatted(
                                Amount.bytes(result.writtenBytes()),
                                Amount.bytes(result.zeroedBytes())));
        return EngineCommand.DONE;
    }

    /// Both files change.
    private static void refusePublished(Path path) throws IOException, EngineException {
        Images.refusePublished(path);
        try (Qcow2Image layer = Qcow2Image.open(path, OpenMode.READ_ONLY, Images.backingOf(path))) {
            switch (layer.backing().orElse(null)) {
                case Qcow2Image below -> Images.refusePublished(below.path());
                case RawFileBlockDevice below -> Images.refusePublished(below.path());
                case null, default -> {
                    // The commit itself says what is wrong.
                }
            }
        }
    }
}
