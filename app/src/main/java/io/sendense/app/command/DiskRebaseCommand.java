package io.sendense.app.command;

import io.sendense.app.output.Output;
import io.sendense.engine.disk.block.BlockDevice;
import io.sendense.engine.disk.image.DiskCompare;
import io.sendense.engine.disk.image.DiskFormat;
import io.sendense.engine.disk.qcow2.BackingChange;
import io.sendense.engine.disk.qcow2.BackingFiles;
import io.sendense.engine.disk.qcow2.BackingName;
import io.sendense.engine.disk.qcow2.OpenMode;
import io.sendense.engine.disk.qcow2.Qcow2Image;
import io.sendense.engine.problem.EngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `disk rebase`.
@Command(
        name = "rebase",
        description = "Changes which file a QCOW2 file says it is backed by; copies nothing.")
final class DiskRebaseCommand extends ImageCommand {
    @Parameters(paramLabel = "FILE")
    private String file = "";

    @Option(
            names = "--backing",
            paramLabel = "NEW",
            required = true,
            description = "The backing file from now on; it must be where FILE may follow it.")
    private Path backing = Path.of("");

    @Option(
            names = "--format",
            description = "Of the backing file. Default: what its first bytes say.")
    private @Nullable DiskFormat format;

    @Option(
            names = "--check",
            description = "Compares first. Exit code 1, and no change, where FILE would differ.")
    private boolean check;

    @Override
    List<String> images() {
        return List.of(file);
    }

    @Override
    int run(Output output) throws IOException, EngineException, InterruptedException {
        Path path = Images.path(file).toRealPath();
        Images.refusePublished(path);
        DiskFormat known = format == null ? DiskFormat.probe(backing) : format;
        String name = CopyTarget.name(backing, Images.folder(path));
        BackingName next = new BackingName(name, Optional.of(known.text()));
        BackingFiles files = Images.backingOf(path);
        // Opened unchecked too: a name that cannot be followed would make the file useless.
        try (BlockDevice after =
                Qcow2Image.open(
                        path, OpenMode.READ_ONLY, BackingChange.opener(path, next, files))) {
            OptionalLong at = check ? difference(path, files, after, output) : OptionalLong.empty();
            if (at.isPresent()) {
                output.result(
                        Map.of("changed", false, "firstDifference", at.getAsLong()),
                        "Not changed: the contents would differ, first at byte "
                                + at.getAsLong()
                                + ".");
                return EngineCommand.FAILED;
            }
        }
        BackingChange.run(path, next);
        output.result(
                Map.of("changed", true, "backing", name), file + " is backed by " + name + " now.");
        return EngineCommand.DONE;
    }

    private static OptionalLong difference(
            Path path, BackingFiles files, BlockDevice after, Output output)
            throws IOException, EngineException, InterruptedException {
        try (BlockDevice before = Qcow2Image.open(path, OpenMode.READ_ONLY, files)) {
            return WatchedWork.run(
                    output,
                    "compare",
                    () -> "Nothing was changed.",
                    progress -> DiskCompare.firstDifference(before, after, progress::reached));
        }
    }
}
