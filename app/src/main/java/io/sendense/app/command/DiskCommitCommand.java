package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.disk.image.CopyProgress;
import io.sendense.engine.disk.image.CopyResult;
import io.sendense.engine.disk.image.LayerCommit;
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
        CopyResult result =
                LayerCommit.run(
                        path,
                        Images.backingOf(path),
                        keep ? LayerCommit.Layer.KEPT : LayerCommit.Layer.EMPTIED,
                        CopyProgress.none());
        output.result(
                result,
                "Committed: %s written, %s made zero."
                        .formatted(
                                Amount.bytes(result.writtenBytes()),
                                Amount.bytes(result.zeroedBytes())));
        return EngineCommand.DONE;
    }
}
