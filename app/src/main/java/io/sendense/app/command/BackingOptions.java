package io.sendense.app.command;

import io.sendense.engine.disk.qcow2.BackingFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/// Where backing files may lie. A header's word for it is not enough.
final class BackingOptions {
    @Option(
            names = "--backing-in",
            paramLabel = "DIR",
            description =
                    "Backing files may lie in this folder too. Default: only beside the image and beside its folder.")
    private List<Path> folders = new ArrayList<>();

    /// `files`, and what was allowed besides.
    BackingFiles allowedBy(BackingFiles files) throws IOException {
        BackingFiles allowed = files;
        for (Path folder : folders) {
            allowed = allowed.orWithin(folder);
        }
        return allowed;
    }
}
