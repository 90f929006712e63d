package io.sendense.app.command;

import io.sendense.app.output.Amount;
import io.sendense.app.output.Output;
import io.sendense.engine.Engine;
import io.sendense.engine.ExportRequest;
import io.sendense.engine.problem.EngineException;
import io.sendense.engine.repository.export.ExportFormat;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `sendense export`: writes a disk of a restore point to a file.
@Command(name = "export", description = "Writes one disk of a restore point to a file of its own.")
final class ExportCommand extends EngineCommand {
    @Parameters(paramLabel = "POINT", description = "Id, its beginning, or VM@latest.")
    private String point = "";

    @Option(
            names = "--disk",
            paramLabel = "KEY",
            required = true,
            description = "Device key: 2000.")
    private int disk;

    @Option(
            names = "--format",
            required = true,
            description =
                    "raw (sparse), qcow2 (one file, no backing) or vmdk (stream-optimized, as in"
                            + " OVF packages).")
    private ExportFormat format = ExportFormat.RAW;

    @Option(names = "--to", paramLabel = "FILE", required = true, description = "Must not exist.")
    private Path to = Path.of("");

    @Override
    int run(Engine engine, Output output) throws EngineException, InterruptedException {
        Path target = to.toAbsolutePath().normalize();
        ExportRequest request = new ExportRequest(point, disk, format, target);
        long bytes =
                WatchedWork.run(
                        output,
                        "export",
                        () -> "No file is left.",
                        progress ->
                                engine.export(
                                        request,
                                        (_, done, total) -> progress.reached(done, total)));
        output.result(
                Map.of("file", target.toString(), "capacityBytes", bytes),
                "Wrote " + target + ", a disk of " + Amount.bytes(bytes) + ".");
        return DONE;
    }
}
